#pragma once
// Parameters of the model that a flow is told: one flow for a box of models.

#include <array>
#include <string>
#include <vector>

#include "base/options.hpp"
#include "hadron_tensor/model_options.hpp"

namespace nereus {

/// Keys of card section [flow]. Empty ranges are no conditions.
struct ConditionOptions {
  std::vector<double> M_A_mev;                ///< [low, high] of the axial mass [MeV]
  std::vector<double> z_a1, z_a2;             ///< [low, high] of coefficients of the z expansion
  WordOrTable missing_energy = {"none", {}};  ///< by shell: half the range around its centre [MeV]
  void visit(FieldVisitor& visitor);
  bool any() const { return !M_A_mev.empty() || !z_a1.empty() || !z_a2.empty() || !missing_energy.is_word(); }
};

/// One parameter of the model and its range.
struct Condition {
  std::string name;  ///< key of card section [form_factors]: "M_A_mev", "z_a1", "z_a2"
  double low = 0, high = 0;
  double centre() const { return 0.5 * (low + high); }
  /// -1 at the lower end, 1 at the upper.
  double scaled(double value) const { return (2 * value - low - high) / (high - low); }
};

/// Range of a shell's missing energy that a flow is told; none: low = high.
struct MissingEnergyRange {
  double low = 0, high = 0;  ///< [MeV]
  bool is_none() const { return !(high > low); }
  double scaled(double value) const { return is_none() ? 0 : (2 * value - low - high) / (high - low); }
};

/// The parameters, in the order in which flows are told of them.
/// \throws InputError for a range that is not two increasing numbers
std::vector<Condition> parameter_conditions(const ConditionOptions& options);

/// Their values in a model.
/// \throws InputError if the model does not have the parameter (M_A_mev without the dipole, ...)
std::vector<double> parameter_values(const std::vector<Condition>& conditions, const ModelOptions& model);

/// The model with other values of them.
ModelOptions with_parameters(ModelOptions model, const std::vector<Condition>& conditions,
                             const std::vector<double>& values);

/// The model with all of them at their centres: what the models of a box have in common.
ModelOptions centre_of_box(const ModelOptions& model, const ConditionOptions& options);

}  // namespace nereus
