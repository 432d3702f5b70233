#include "hadron_tensor/table/table_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/csv.hpp"
#include "base/fingerprint.hpp"
#include "hadron_tensor/radial_equation.hpp"

namespace nereus {
namespace {

constexpr const char* format_version = "cross section table 2";
constexpr double direct_accuracy = 1e-6;

/// Plane waves have a closed form for everything but the axial charge of the Ghent tables and amplitudes
/// without monopole; it differs from the sum over partial waves by the accuracy of the orbital's derivative,
/// 1e-6 of the largest amplitude, so that those models have a table of their own.
bool in_closed_form(const ModelOptions& model) {
  return parse_final_state(model.final_state) != FinalState::distorted && model.coulomb_monopole &&
         parse_axial_charge(model.axial_charge) != AxialCharge::ghent;
}

/// Tables begin at half the smallest removal energy of the mean field, at most 5 MeV: a shell that a card
/// puts below is evaluated directly [MeV].
double smallest_missing_energy(const MeanField& field) {
  double smallest = 10;
  for (const BoundOrbital& orbital : field.orbitals)
    if (orbital.occupation > 0) smallest = std::min(smallest, -orbital.energy);
  return 0.5 * smallest;
}

}  // namespace

TableRequest::TableRequest(const MeanField& field, const Probe& probe, const ModelOptions& model,
                           const PhysicalConstants& constants, const EvaluatorOptions& options,
                           const Shell& shell)
    : nucleus_(field.nucleus.name()),
      shell_(shell),
      outgoing_(probe.outgoing(shell.isospin)),
      accuracy_(options.accuracy) {
  const RadialEquation equation(field, outgoing_, constants);
  const bool distorted = parse_final_state(model.final_state) == FinalState::distorted;
  frame_.domain.e_nu_max = options.e_nu_max_mev;
  frame_.domain.e_m_min = smallest_missing_energy(field);
  frame_.domain.t_min = distorted ? equation.lowest_energy() : 0;
  frame_.domain.q_max = model.q_max();
  frame_.coordinates.nucleon_mass = constants.nucleon_mass;
  frame_.barrier = distorted ? M_PI * equation.charge_e2 / std::sqrt(equation.B0) : 0;
  key_ = sha256(fmt::format(
      "{}\nfield = {}\nhole = {} {}\noutgoing = {}\nfinal_state = {}\nclosed_form = {}\ncoulomb_monopole = "
      "{}\nhbar_c = {}\n"
      "nucleon_mass = {}\ninverse_alpha = {}\ne_nu_max_mev = {}\nq_max_mev = {}\naccuracy = {}\n",
      format_version, field.fingerprint, label(shell), name(shell.isospin), name(outgoing_),
      model.final_state, in_closed_form(model), model.coulomb_monopole, exact_number(constants.hbar_c),
      exact_number(constants.nucleon_mass), exact_number(constants.inverse_alpha),
      exact_number(options.e_nu_max_mev), exact_number(model.q_max_mev), exact_number(options.accuracy)));
}

std::string TableRequest::file_name() const {
  std::string stem = fmt::format("{}_{}{}_to_{}_{}.h5", nucleus_, name(shell_.isospin)[0], label(shell_),
                                 name(outgoing_)[0], key_.substr(0, 16));
  for (char& c : stem) c = c == '/' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return stem;
}

std::string TableRequest::title() const { return fmt::format("{} of {}", label(shell_), nucleus_); }

ModelOptions TableRequest::amplitude_model(const ModelOptions& model) {
  ModelOptions amplitudes = model;
  amplitudes.accuracy = direct_accuracy;
  if (!in_closed_form(model))
    amplitudes.axial_charge = "ghent";  // its operator comes beside those of the others
  return amplitudes;
}

}  // namespace nereus
