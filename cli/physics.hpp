#pragma once
// From the settings of a card to the objects of the physics libraries.

#include <memory>
#include <string>

#include "base/parallel.hpp"
#include "cli/run_settings.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/table/table_store.hpp"
#include "meanfield/mean_field.hpp"

namespace nereus {

/// The nucleus, what hits it, and the true cross section of the two.
struct Physics {
  MeanField field;
  Probe probe;
  std::unique_ptr<CrossSection> cross_section;
  OpenTables tables{};  ///< of the cross section and of its variations
};

/// Solves or reads the mean field and sets up the direct evaluator, which costs nothing.
/// \throws InputError, FileError, ConvergenceError of the stages
Physics make_physics(const RunSettings& settings);

/// The same for a mean field that is there already.
Physics make_physics(const RunSettings& settings, MeanField field);

/// Replaces the direct evaluator by the one that the settings ask for: tables may be made now, which takes
/// minutes. \throws FileError, ConvergenceError, InputError of the tables
void use_evaluator(Physics& physics, const RunSettings& settings, Threads threads);

/// Where the model leaves out quasi-bound states of the outgoing nucleon, see ContinuumSolver; plane waves
/// have none. \return kinetic energies [MeV]
std::vector<double> quasi_bound_energies(const Physics& physics, const RunSettings& settings);

/// Fingerprint of the model that a flow of these conditions is trained for: the centre of its box.
std::string trained_model_fingerprint(const Physics& physics, const RunSettings& settings,
                                      const ConditionOptions& conditions);

/// 1 fm^2 in the units of the outputs.
constexpr double fm2_in_1e42_cm2 = 1e16;  ///< [1e-42 cm^2]
constexpr double fm2_in_1e38_cm2 = 1e12;  ///< [1e-38 cm^2]

}  // namespace nereus
