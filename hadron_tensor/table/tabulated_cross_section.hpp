#pragma once
// The true cross section from tables of bilinears: a microsecond a point.

#include <memory>
#include <vector>

#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/table/shell_table.hpp"

namespace nereus {

/// Evaluator that interpolates the operator bilinears of the direct one in (T, q, theta_N) and does
/// everything else exactly. Points outside the tables' domain are evaluated directly, and counted; none is
/// extrapolated. \param tables  one for each shell that the probe can empty, in their order, made for this
/// mean field and final
///                state (see TableRequest); null for shells that will not be asked for
std::unique_ptr<CrossSection> make_tabulated_cross_section(
    const MeanField& field, const Probe& probe, const ModelOptions& model, const PhysicalConstants& constants,
    std::vector<std::shared_ptr<const ShellTable>> tables);

}  // namespace nereus
