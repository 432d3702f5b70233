#include "surrogate/training/true_density.hpp"

#include "base/error.hpp"

namespace nereus {

TrueDensity make_true_density(const CrossSection& cross_section, const TotalCrossSection& total,
                              Threads threads) {
  if (total.fingerprint() != cross_section.fingerprint()) {
    throw ModelMismatch("the total cross section belongs to another model; compute it again");
  }
  return [&cross_section, &total, threads](std::size_t shell, const std::vector<PhasePoint>& points) {
    std::vector<AzimuthalTerms> density =
        cross_section.azimuthal_terms(std::vector<std::size_t>(points.size(), shell), points, threads);
    for (std::size_t i = 0; i < points.size(); ++i) {
      AzimuthalTerms scaled;
      scaled.add(density[i], 1 / total.sigma(shell, points[i].e_nu));
      density[i] = scaled;
    }
    return density;
  };
}

}  // namespace nereus
