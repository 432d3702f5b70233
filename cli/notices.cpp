#include "cli/notices.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <mutex>

namespace nereus {

void send_notices_to_stderr() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (!spdlog::default_logger()->name().empty()) return;
    auto logger = spdlog::stderr_logger_mt("nereus");
    logger->set_pattern("nereus: %v");
    spdlog::set_default_logger(logger);
  });
}

}  // namespace nereus
