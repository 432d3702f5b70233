// The entry of a libFuzzer target; NEREUS_FUZZ_INPUT names what it reads.

#include <spdlog/spdlog.h>

#include <cstdint>

#include "tests/fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  spdlog::set_level(spdlog::level::off);
  nereus::fuzz::NEREUS_FUZZ_INPUT(std::string(reinterpret_cast<const char*>(bytes), size));
  return 0;
}
