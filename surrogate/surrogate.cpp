#include "surrogate/surrogate.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/error.hpp"
#include "surrogate/flow_features.hpp"
#include "surrogate/shell_density.hpp"

namespace nereus {

struct Surrogate::State {
  SurrogateParts parts;
  std::vector<std::unique_ptr<ShellDensity>> densities;
  std::string fingerprint;
  std::string member;  ///< fingerprint of a cross section of the box it was trained for

  const ShellDensity& density(std::size_t shell) const {
    if (shell < densities.size()) return *densities[shell];
    throw InputError(
        fmt::format("no such shell in the surrogate (index {}, it has {})", shell, densities.size()));
  }
  void check_energy(double e_nu) const {
    if (e_nu >= parts.phase_space.e_nu_min && e_nu <= parts.phase_space.e_nu_max) return;
    throw InputError(
        fmt::format("neutrino energy {} MeV outside the surrogate ({} to {} MeV); cut the flux to its range",
                    e_nu, parts.phase_space.e_nu_min, parts.phase_space.e_nu_max));
  }
  void check_energies(const EventEnergies& at) const {
    check_energy(at.e_nu);
    if (at.e_nu - parts.phase_space.lepton_mass - at.missing_energy > 0) return;
    throw InputError(fmt::format(
        "no phase space at E_nu = {} MeV (a missing energy of {} MeV leaves nothing for the lepton "
        "and the nucleon)",
        at.e_nu, at.missing_energy));
  }
};

Surrogate::Surrogate(std::unique_ptr<State> state) : state_(std::move(state)) {}
Surrogate::~Surrogate() = default;
Surrogate::Surrogate(Surrogate&&) noexcept = default;
Surrogate& Surrogate::operator=(Surrogate&&) noexcept = default;

Surrogate Surrogate::assemble(SurrogateParts parts) {
  const std::size_t shells = parts.phase_space.shells.size();
  if (parts.parameters.size() != shells || parts.phase_space.removal_energies.size() != shells ||
      shells == 0) {
    throw InputError(
        fmt::format("unusable surrogate ({} shells, weights of {})", shells, parts.parameters.size()));
  }
  if (!parts.flow.is_published()) {
    const PhaseSpaceModel& phase_space = parts.phase_space;
    const std::size_t told =
        phase_space.parameter_values.size() + (phase_space.missing_energies.empty() ? 0 : 1);
    if (told != condition_inputs(parts.flow.conditions) ||
        phase_space.parameter_values.size() != phase_space.parameters.size()) {
      throw InputError(fmt::format("unusable surrogate ({} conditions where its networks have {})", told,
                                   condition_inputs(parts.flow.conditions)));
    }
  }
  auto state = std::make_unique<State>();
  for (std::size_t shell = 0; shell < shells; ++shell) {
    state->densities.push_back(make_shell_density(parts, shell));
  }
  state->fingerprint = fingerprint_of(parts);
  state->parts = std::move(parts);
  return Surrogate(std::move(state));
}

Surrogate Surrogate::untrained(const PhaseSpaceModel& phase_space, std::uint64_t seed) {
  return untrained(phase_space, seed, FlowOptions{});
}

Surrogate Surrogate::untrained(const PhaseSpaceModel& phase_space, std::uint64_t seed,
                               const FlowOptions& flow) {
  SurrogateParts parts;
  parts.phase_space = phase_space;
  parts.flow = flow;
  parts.flow.coordinates = phase_space.coordinates;
  for (std::size_t shell = 0; shell < phase_space.shells.size(); ++shell) {
    parts.parameters.push_back(random_shell_parameters(flow, seed, shell));
  }
  return assemble(std::move(parts));
}

Surrogate Surrogate::set_up_for(const CrossSection& cross_section, std::vector<double> parameter_values,
                                bool trained_on_it) const {
  if (shells() != cross_section.shells()) {
    throw ModelMismatch(
        "the surrogate has other shells than the cross section (it was trained for another "
        "nucleus or probe); train one for this model");
  }
  SurrogateParts parts = state_->parts;
  parts.phase_space = make_phase_space(cross_section, e_nu_min(), e_nu_max(), parts.phase_space.coordinates);
  const PhaseSpaceModel& trained = state_->parts.phase_space;
  parts.phase_space.parameters = trained.parameters;
  parts.phase_space.parameter_values =
      parameter_values.empty() ? trained.parameter_values : std::move(parameter_values);
  parts.phase_space.missing_energies = trained.missing_energies;
  const std::vector<double>& energies =
      trained.trained_removal_energies.empty() ? trained.removal_energies : trained.trained_removal_energies;
  if (energies != parts.phase_space.removal_energies) parts.phase_space.trained_removal_energies = energies;
  Surrogate moved = assemble(std::move(parts));
  if (trained_on_it) moved.state_->member = cross_section.fingerprint();
  return moved;
}

double Surrogate::e_nu_min() const { return state_->parts.phase_space.e_nu_min; }
double Surrogate::e_nu_max() const { return state_->parts.phase_space.e_nu_max; }
const std::vector<Shell>& Surrogate::shells() const { return state_->parts.phase_space.shells; }
const std::string& Surrogate::model_fingerprint() const { return state_->parts.model_fingerprint; }
bool Surrogate::is_trained_on(const CrossSection& cross_section) const {
  const std::string& model = cross_section.fingerprint();
  return model_fingerprint() == model || state_->member == model;
}
const std::string& Surrogate::fingerprint() const { return state_->fingerprint; }
const SurrogateParts& Surrogate::parts() const { return state_->parts; }

std::vector<Proposal> Surrogate::sample(std::size_t shell, const std::vector<EventEnergies>& energies,
                                        const std::vector<std::array<double, 4>>& uniforms) const {
  const ShellDensity& density = state_->density(shell);
  if (energies.size() != uniforms.size()) {
    throw InputError(fmt::format("{} energies with {} sets of random numbers (one set each)", energies.size(),
                                 uniforms.size()));
  }
  for (const EventEnergies& at : energies) state_->check_energies(at);
  std::vector<Proposal> proposals(energies.size());
  density.sample(energies.size(), energies.data(), uniforms.data(), proposals.data());
  return proposals;
}

std::vector<double> Surrogate::log_density(std::size_t shell, const std::vector<PhasePoint>& points) const {
  const ShellDensity& density = state_->density(shell);
  for (const PhasePoint& point : points) state_->check_energy(point.e_nu);
  std::vector<double> log_q(points.size());
  density.log_density(points.size(), points.data(), log_q.data());
  return log_q;
}

}  // namespace nereus
