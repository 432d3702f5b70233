#include "validation/event_file_check.hpp"

#include "base/sealed_file.hpp"

namespace nereus {

EventFileCheck check_event_file(const std::string& path, double cap_quantile) {
  constexpr double unit = 1e-12;  // 1e-38 cm^2 in fm^2
  const SealedFileReader file(path, "events");
  const std::vector<double> weight = file.read("/events/weight").values;
  const double sigma = unit * file.number_attribute("/events", "flux_averaged_sigma_1e-38cm2");
  return {weight_statistics(weight, std::vector<double>(weight.size(), 1.0), cap_quantile),
          check_closure(weight, sigma)};
}

}  // namespace nereus
