#include "validation/event_file_check.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "generator/event_file_reader.hpp"

namespace nereus {

EventFileCheck check_event_file(const std::string& path, double cap_quantile) {
  constexpr std::int64_t step = 65536;
  const EventFileReader file(path);
  const RunHeader& header = file.header();
  if (header.biased) {
    throw InputError(path + " cannot close (its events follow the surrogate alone, mode \"emulate\")");
  }
  std::vector<double> weight, truth;
  std::vector<std::int64_t> trials;
  for (std::int64_t first = 0; first < file.events(); first += step) {
    const auto count = static_cast<std::size_t>(std::min(step, file.events() - first));
    for (const RecordedEvent& event : file.read(first, count)) {
      weight.push_back(event.weights.front());
      truth.push_back(header.weight_cap * event.weights.front());
      trials.push_back(event.trials);
    }
  }
  return {weight_statistics(weight, std::vector<double>(weight.size(), 1.0), cap_quantile),
          check_closure(truth, header.sigma_flux / fm2_in_sigma_unit, trials)};
}

}  // namespace nereus
