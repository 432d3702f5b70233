#include "generator/event_sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "generator/missing_energy.hpp"

namespace nereus {
namespace {

/// All of an event but what the proposal gives. \return its energies
EventEnergies begin_event(const CrossSection& cross_section, const EventDraw& draw, Event& event) {
  constexpr double two_pi = 6.28318530717958647692;
  event.shell = draw.start.shell;
  event.sigma_shell = draw.start.sigma_shell;
  event.sigma_total = draw.start.sigma_total;
  event.lepton_azimuth = two_pi * draw.lepton_azimuth;
  const double end = draw.start.e_nu - cross_section.probe().lepton_mass;
  const auto [missing_energy, log_open_share] =
      draw_missing_energy(cross_section.strength(event.shell), end, draw.missing_energy);
  event.log_q = -log_open_share;
  return {draw.start.e_nu, missing_energy};
}

}  // namespace

void propose_events(const CrossSection& cross_section, const ProposalSource& proposals,
                    const std::vector<EventDraw>& draws, Event* events) {
  for (std::size_t shell = 0; shell < cross_section.shells().size(); ++shell) {
    std::vector<Event*> members;
    std::vector<EventEnergies> energies;
    std::vector<std::array<double, 4>> uniforms;
    for (std::size_t i = 0; i < draws.size(); ++i) {
      if (draws[i].start.shell != shell) continue;
      members.push_back(&events[i]);
      energies.push_back(begin_event(cross_section, draws[i], events[i]));
      uniforms.push_back(draws[i].proposal);
    }
    if (members.empty()) continue;
    const std::vector<Proposal> proposed = proposals.sample(shell, energies, uniforms);
    for (std::size_t i = 0; i < members.size(); ++i) {
      members[i]->point = proposed[i].point;
      members[i]->log_q += proposed[i].log_q;
      if (!proposed[i].inside) members[i]->weight = 0;
    }
  }
}

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
    propose_block(first + static_cast<std::int64_t>(begin), &events[begin],
                  std::min(chunk_size, count - begin));
  });
  return events;
}

EventDraw EventSampler::draw(std::int64_t proposal) const {
  RandomStream random(seed_, purpose_, static_cast<std::uint64_t>(proposal));
  EventDraw drawn;
  drawn.start = energies_.draw(random);
  for (double& uniform : drawn.proposal) uniform = random.uniform();
  drawn.lepton_azimuth = random.uniform();
  drawn.missing_energy = random.uniform();
  return drawn;
}

void EventSampler::propose_block(std::int64_t first, Event* events, std::size_t count) const {
  std::vector<EventDraw> draws;
  draws.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    events[i].proposal = first + static_cast<std::int64_t>(i);
    draws.push_back(draw(events[i].proposal));
  }
  propose_events(cross_section_, proposals_, draws, events);
}

std::vector<AzimuthalTerms> terms_at(const CrossSection& cross_section, const std::vector<Event>& events,
                                     Threads threads) {
  std::vector<std::size_t> shells;
  std::vector<PhasePoint> points;
  for (const Event& event : events) {
    shells.push_back(event.shell);
    points.push_back(event.point);
  }
  return cross_section.azimuthal_terms(shells, points, threads);
}

void weigh_events(const CrossSection& cross_section, std::vector<Event>& events, Threads threads) {
  const std::vector<AzimuthalTerms> terms = terms_at(cross_section, events, threads);
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
