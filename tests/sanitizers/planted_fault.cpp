// Faults that a sanitizer must report: a build whose sanitizers see nothing would pass every test.

#include <iostream>
#include <limits>
#include <string>
#include <vector>

#include "base/parallel.hpp"

namespace {

/// Two threads of the project's own loop write to one number.
long race() {
  long sum = 0;
  nereus::parallel_for(100000, nereus::Threads{2}, [&](std::size_t) { ++sum; });
  return sum;
}

/// Reads one element behind a list.
long out_of_bounds(std::size_t size) {
  const std::vector<long> numbers(size, 1);
  return numbers.data()[size];
}

/// \param more  above zero
long overflow(long more) { return std::numeric_limits<long>::max() + more; }

}  // namespace

int main(int count, char** arguments) {
  const std::string fault = count == 2 ? arguments[1] : "";
  long result = 0;
  if (fault == "race") result = race();
  if (fault == "out_of_bounds") result = out_of_bounds(static_cast<std::size_t>(count));
  if (fault == "overflow") result = overflow(count);
  std::cout << fault << " was not noticed (" << result << ")\n";
}
