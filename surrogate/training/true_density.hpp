#pragma once
// The truth at points that a training chooses itself.

#include <cstddef>
#include <functional>
#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus {

/// p = d4sigma/sigma(E_nu) of a shell at points [MeV^-1 sr^-1], as azimuthal terms; thread-safe.
using TrueDensity =
    std::function<std::vector<AzimuthalTerms>(std::size_t shell, const std::vector<PhasePoint>& points)>;

/// From any evaluator of the cross section. Keeps references to both.
/// \throws ModelMismatch if they belong to different models
TrueDensity make_true_density(const CrossSection& cross_section, const TotalCrossSection& total,
                              Threads threads);

}  // namespace nereus
