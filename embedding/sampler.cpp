#include "embedding/sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "cli/event_source.hpp"
#include "cli/notices.hpp"
#include "generator/event_sampler.hpp"
#include "generator/generation.hpp"
#include "generator/input_checks.hpp"
#include "generator/recorded_event.hpp"

namespace nereus {
namespace {

RunSettings open_card(const std::string& path, const SamplerOptions& options) {
  send_notices_to_stderr();
  return read_settings(path, options.overwrites);
}

/// What is cheap to check comes before any work.
Flux open_flux(const RunSettings& settings) {
  surrogate_path(settings);
  return make_flux(settings.generate.flux, settings.generate.e_nu_min_mev, settings.generate.e_nu_max_mev);
}

/// \throws InputError for what is no number in [0, 1]
double checked_uniform(const UniformSource& uniform) {
  constexpr double inwards = 0x1p-53;
  const double drawn = uniform();
  if (!(drawn >= 0 && drawn <= 1)) {
    throw InputError(fmt::format("the host's random number is {} (it must lie in (0, 1))", drawn));
  }
  return std::clamp(drawn, inwards, 1 - inwards);
}

/// Seven numbers, in the order of the fields of an event's draw: the shell first.
EventDraw draw_event(const TotalCrossSection& total, double e_nu, const UniformSource& uniform) {
  const double sigma_total = total.sigma(e_nu);
  if (!(sigma_total > 0)) {
    throw InputError(fmt::format("no event at E_nu = {} MeV (the cross section vanishes)", e_nu));
  }
  EventDraw drawn;
  drawn.start = draw_shell(total, e_nu, sigma_total, checked_uniform(uniform));
  for (double& number : drawn.proposal) number = checked_uniform(uniform);
  drawn.lepton_azimuth = checked_uniform(uniform);
  drawn.missing_energy = checked_uniform(uniform);
  return drawn;
}

void copy(const FourVector& from, double (&to)[4]) {
  to[0] = from.e;
  to[1] = from.px;
  to[2] = from.py;
  to[3] = from.pz;
}

nereus_event event_of_host(const RecordedEvent& recorded) {
  nereus_event event{};
  copy(recorded.momenta.neutrino, event.neutrino_p4_mev);
  copy(recorded.momenta.target, event.target_p4_mev);
  copy(recorded.momenta.lepton, event.lepton_p4_mev);
  copy(recorded.momenta.nucleon, event.nucleon_p4_mev);
  copy(recorded.momenta.residual, event.residual_p4_mev);
  event.shell = static_cast<int>(recorded.shell);
  event.missing_energy_mev = recorded.missing_energy;
  event.omega_mev = recorded.omega;
  event.cos_theta_lepton = recorded.cos_theta_lepton;
  event.theta_n_rad = recorded.theta_n;
  event.phi_n_rad = recorded.phi_n;
  event.weight = recorded.weights.front();
  event.d4sigma_1em42cm2_per_mev_sr = recorded.d4sigma;
  event.sigma_shell_1em38cm2 = recorded.sigma_shell;
  event.sigma_total_1em38cm2 = recorded.sigma_total;
  return event;
}

}  // namespace

struct Sampler::State {
  RunSettings settings;
  Flux flux;  ///< for the cap
  Physics physics;
  EventSource source;
  RunHeader header;
  nereus_particles particles;
  std::vector<std::string> shells;

  State(const RunSettings& card, Threads threads)
      : settings(card),
        flux(open_flux(card)),
        physics(make_physics(card)),
        source(open_event_source(card, physics, threads)) {
    use_evaluator(physics, card, threads);
    check_consistency(*physics.cross_section, source.total, source.surrogate);
    header = make_run_header(*physics.cross_section);
    particles = {header.pdg.neutrino, header.pdg.target, header.pdg.lepton, header.pdg.nucleon,
                 header.pdg.residual};
    for (const ShellRecord& shell : header.shells) shells.push_back(shell.label);
  }
};

Sampler::Sampler(const std::string& card, const SamplerOptions& options)
    : state_(std::make_unique<const State>(open_card(card, options), Threads{options.threads})) {}
Sampler::~Sampler() = default;
Sampler::Sampler(Sampler&&) noexcept = default;

double Sampler::e_nu_min_mev() const {
  return std::max(state_->source.surrogate.e_nu_min(), state_->source.total.e_nu_min());
}

double Sampler::e_nu_max_mev() const {
  return std::min(state_->source.surrogate.e_nu_max(), state_->source.total.e_nu_max());
}

const nereus_particles& Sampler::particles() const { return state_->particles; }
const std::vector<std::string>& Sampler::shells() const { return state_->shells; }
double Sampler::sigma(double e_nu_mev) const {
  return fm2_in_sigma_unit * state_->source.total.sigma(e_nu_mev);
}

double Sampler::weight_cap() const {
  const Physics& physics = state_->physics;
  const EventSource& source = state_->source;
  GenerateOptions options = state_->settings.generate;
  options.mode = "unweighted";
  const GenerationInputs inputs{*physics.cross_section, source.total, source.surrogate, state_->flux,
                                make_provenance(state_->settings, physics, source.surrogate)};
  return Generation(inputs, options, {}, "", Threads{1}).header().weight_cap;
}

nereus_event Sampler::sample(double e_nu_mev, const UniformSource& uniform) const {
  return sample(std::vector<double>{e_nu_mev}, uniform).front();
}

std::vector<nereus_event> Sampler::sample(const std::vector<double>& e_nu_mev,
                                          const UniformSource& uniform) const {
  const CrossSection& cross_section = *state_->physics.cross_section;
  std::vector<EventDraw> draws;
  draws.reserve(e_nu_mev.size());
  for (const double e_nu : e_nu_mev) draws.push_back(draw_event(state_->source.total, e_nu, uniform));
  std::vector<Event> events(draws.size());
  propose_events(cross_section, SurrogateProposals(state_->source.surrogate), draws, events.data());
  weigh_events(cross_section, events, Threads{1});
  std::vector<nereus_event> sampled;
  sampled.reserve(events.size());
  for (const Event& event : events)
    sampled.push_back(event_of_host(record_event(event, state_->header.masses)));
  return sampled;
}

const char* version() { return NEREUS_VERSION; }

}  // namespace nereus
