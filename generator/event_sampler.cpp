#include "generator/event_sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "generator/missing_energy.hpp"

namespace nereus {

std::vector<Event> EventSampler::sample(std::int64_t first, std::size_t count, Threads threads) const {
  std::vector<Event> events = propose(first, count, threads);
  weigh_events(cross_section_, events, threads);
  return events;
}

std::vector<Event> EventSampler::propose(std::int64_t first, std::size_t count, Threads threads) const {
  std::vector<Event> events(count);
  // As many together as the threads allow: a blended flow sorts them by model and runs 32 of one at a time.
  const auto workers = static_cast<std::size_t>(threads.count);
  const std::size_t chunk_size = std::max(Surrogate::block_size, (count + workers - 1) / workers);
  parallel_for((count + chunk_size - 1) / chunk_size, threads, [&](std::size_t chunk) {
    const std::size_t begin = chunk * chunk_size;
    propose_block(first + static_cast<std::int64_t>(begin), &events[begin], std::min(chunk_size, count - begin));
  });
  return events;
}

void EventSampler::propose_block(std::int64_t first, Event* events, std::size_t count) const {
  constexpr double two_pi = 6.28318530717958647692;
  const double lepton_mass = cross_section_.probe().lepton_mass;
  std::vector<std::array<double, 4>> uniforms(count);
  std::vector<EventEnergies> energies(count);
  for (std::size_t i = 0; i < count; ++i) {
    RandomStream random(seed_, purpose_, static_cast<std::uint64_t>(first) + i);
    const EnergyAndShell drawn = energies_.draw(random);
    events[i].proposal = first + static_cast<std::int64_t>(i);
    for (double& uniform : uniforms[i]) uniform = random.uniform();
    events[i].shell = drawn.shell;
    events[i].sigma_shell = drawn.sigma_shell;
    events[i].sigma_total = drawn.sigma_total;
    events[i].lepton_azimuth = two_pi * random.uniform();
    const auto [missing_energy, log_open_share] =
        draw_missing_energy(cross_section_.strength(drawn.shell), drawn.e_nu - lepton_mass, random.uniform());
    energies[i] = {drawn.e_nu, missing_energy};
    events[i].log_q = -log_open_share;
  }
  for (std::size_t shell = 0; shell < cross_section_.shells().size(); ++shell) {
    std::vector<std::size_t> members;
    std::vector<EventEnergies> member_energies;
    std::vector<std::array<double, 4>> member_uniforms;
    for (std::size_t i = 0; i < count; ++i) {
      if (events[i].shell != shell) continue;
      members.push_back(i);
      member_energies.push_back(energies[i]);
      member_uniforms.push_back(uniforms[i]);
    }
    if (members.empty()) continue;
    const std::vector<Proposal> proposals = proposals_.sample(shell, member_energies, member_uniforms);
    for (std::size_t i = 0; i < members.size(); ++i) {
      events[members[i]].point = proposals[i].point;
      events[members[i]].log_q += proposals[i].log_q;
      if (!proposals[i].inside) events[members[i]].weight = 0;
    }
  }
}

void weigh_events(const CrossSection& cross_section, std::vector<Event>& events, Threads threads) {
  std::vector<std::size_t> shells;
  std::vector<PhasePoint> points;
  for (const Event& event : events) {
    shells.push_back(event.shell);
    points.push_back(event.point);
  }
  const std::vector<AzimuthalTerms> terms = cross_section.azimuthal_terms(shells, points, threads);
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& event = events[i];
    event.d4sigma = terms[i].at(event.point.phi_n);
    event.weight = event.d4sigma / event.sigma_shell * std::exp(-event.log_q);
    if (!std::isfinite(event.weight)) {
      throw ConvergenceError(
          fmt::format("an event has no finite weight (shell {}, E_nu {} MeV, E_m {} MeV, omega {} MeV, "
                      "d4sigma {} fm^2/MeV/sr, ln q {})",
                      event.shell, event.point.e_nu, *event.point.missing_energy, event.point.omega,
                      event.d4sigma, event.log_q));
    }
  }
}

}  // namespace nereus
