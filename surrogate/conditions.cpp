#include "surrogate/conditions.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace nereus {
namespace {

/// The number in the model that a condition is about.
double& parameter_of(FormFactorOptions& form_factors, const std::string& name) {
  const std::string axial = name == "M_A_mev" ? "dipole" : "z_expansion";
  if (form_factors.axial != axial) {
    throw InputError(fmt::format(
        "a flow that is told {0} needs form_factors.axial = \"{1}\" (it is \"{2}\"); change it, or leave "
        "flow.vary_{0} out",
        name, axial, form_factors.axial));
  }
  if (name == "M_A_mev") return form_factors.M_A_mev;
  const std::size_t index = name == "z_a1" ? 0 : 1;
  if (form_factors.z_a.size() <= index) {
    throw InputError(
        fmt::format("form_factors.z_a has no coefficient {} (flow.vary_{} varies it)", index + 1, name));
  }
  return form_factors.z_a[index];
}

void add_condition(const char* name, const std::vector<double>& range, std::vector<Condition>& list) {
  if (range.empty()) return;
  if (range.size() != 2 || !(range[1] > range[0])) {
    throw InputError(fmt::format("flow.vary_{} is not a range (write [low, high])", name));
  }
  list.push_back({name, range[0], range[1]});
}

}  // namespace

void ConditionOptions::visit(FieldVisitor& visitor) {
  visitor.field("vary_M_A_mev", M_A_mev,
                "nereus: [low, high] of the axial masses one flow serves; []: one alone", {1, 1e4});
  visitor.field("vary_z_a1", z_a1, "nereus: the same for the first coefficient of the z expansion",
                {-1e3, 1e3});
  visitor.field("vary_z_a2", z_a2, "nereus: and the second", {-1e3, 1e3});
  visitor.field(
      "vary_missing_energy", missing_energy,
      "nereus: by shell with a width, half the range of E_m around its centre that the flow learns [MeV]",
      {"none"}, {0.1, 500});
}

std::vector<Condition> parameter_conditions(const ConditionOptions& options) {
  std::vector<Condition> list;
  add_condition("M_A_mev", options.M_A_mev, list);
  add_condition("z_a1", options.z_a1, list);
  add_condition("z_a2", options.z_a2, list);
  return list;
}

std::vector<double> parameter_values(const std::vector<Condition>& conditions, const ModelOptions& model) {
  FormFactorOptions form_factors = model.form_factors;
  std::vector<double> values;
  for (const Condition& condition : conditions) values.push_back(parameter_of(form_factors, condition.name));
  return values;
}

ModelOptions with_parameters(ModelOptions model, const std::vector<Condition>& conditions,
                             const std::vector<double>& values) {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    parameter_of(model.form_factors, conditions[i].name) = values[i];
  }
  return model;
}

ModelOptions centre_of_box(const ModelOptions& model, const ConditionOptions& options) {
  const std::vector<Condition> conditions = parameter_conditions(options);
  std::vector<double> centres;
  for (const Condition& condition : conditions) centres.push_back(condition.centre());
  return with_parameters(model, conditions, centres);
}

}  // namespace nereus
