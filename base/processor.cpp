#include "base/processor.hpp"

#include <fstream>

namespace nereus {

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind("model name", 0) != 0) continue;
    const std::size_t name = line.find_first_not_of(" \t:", line.find(':'));
    if (name != std::string::npos) return line.substr(name);
  }
  return "unknown processor";
}

}  // namespace nereus
