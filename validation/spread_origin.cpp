#include "validation/spread_origin.hpp"

#include <algorithm>
#include <cmath>

#include "base/progress.hpp"
#include "generator/event_sampler.hpp"
#include "surrogate/published/energy_blend.hpp"
#include "validation/flux_energies.hpp"

namespace nereus {
namespace {

constexpr double degree = 57.29577951308232;

/// A variable of an event, in equal bins.
struct Axis {
  const char* name;
  const char* unit;
  double low, high;
  std::size_t bins;
  double (*value)(const Event&);
};

std::vector<Axis> axes(const Subject& subject) {
  const double e_min = subject.inside(0), e_max = subject.inside(1e9);
  constexpr std::size_t bins = 36;
  return {{"e_nu", "MeV", e_min, e_max, bins, [](const Event& event) { return event.point.e_nu; }},
          {"omega", "MeV", 0, e_max, bins, [](const Event& event) { return event.point.omega; }},
          {"kinetic_energy", "MeV", 0, 72, bins,
           [](const Event& event) { return event.point.omega - event.point.missing_energy.value_or(0); }},
          {"theta_lepton", "degrees", 0, 180, bins,
           [](const Event& event) { return degree * std::acos(event.point.cos_theta_lepton); }},
          {"theta_n", "degrees", 0, 180, bins,
           [](const Event& event) { return degree * std::acos(event.point.cos_theta_n); }},
          {"phi_n", "degrees", 0, 360, bins, [](const Event& event) { return degree * event.point.phi_n; }},
          {"log10_density", "log10(MeV^-1 sr^-1)", -12, 0, bins, [](const Event& event) {
             return event.d4sigma > 0 ? std::log10(event.d4sigma / event.sigma_shell) : -100.0;
           }}};
}

/// Running sums of one flow. What lies outside of an axis belongs to its first or last bin.
class Sums {
 public:
  explicit Sums(const std::vector<Axis>& axes) : axes_(axes) {
    for (const Axis& axis : axes) profiles_.push_back(empty_profile(axis));
  }

  void add(const Event& event) {
    const double deviation = event.weight - 1;
    events_ += 1;
    squares_ += deviation * deviation;
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      const Axis& axis = axes_[i];
      const double position =
          (axis.value(event) - axis.low) / (axis.high - axis.low) * static_cast<double>(axis.bins);
      const auto last = static_cast<double>(axis.bins - 1);
      const auto bin = static_cast<std::size_t>(std::clamp(position, 0.0, last));
      profiles_[i].events[bin] += 1;
      profiles_[i].mean[bin] += event.weight;
      profiles_[i].share[bin] += deviation * deviation;
    }
  }

  FlowSpread result(const std::string& flow) const {
    FlowSpread spread{flow, events_ > 0 ? std::sqrt(squares_ / events_) : 0, profiles_};
    for (SpreadProfile& profile : spread.profiles) {
      for (std::size_t bin = 0; bin < profile.events.size(); ++bin) {
        const double events = std::max(1.0, profile.events[bin]);
        profile.mean[bin] /= events;
        profile.rms[bin] = std::sqrt(profile.share[bin] / events);
        if (squares_ > 0) profile.share[bin] /= squares_;
      }
    }
    return spread;
  }

 private:
  static SpreadProfile empty_profile(const Axis& axis) {
    SpreadProfile profile{axis.name, axis.unit, {}, {}, {}, {}, {}};
    for (std::size_t edge = 0; edge <= axis.bins; ++edge) {
      profile.edges.push_back(axis.low + (axis.high - axis.low) * static_cast<double>(edge) /
                                             static_cast<double>(axis.bins));
    }
    for (auto* column : {&profile.events, &profile.mean, &profile.rms, &profile.share}) {
      column->assign(axis.bins, 0.0);
    }
    return profile;
  }

  const std::vector<Axis>& axes_;
  std::vector<SpreadProfile> profiles_;
  double events_ = 0, squares_ = 0;
};

/// Whether a flow has to do with an event.
bool concerns(const SurrogateMember& member, const FlowOptions& flow, const Event& event) {
  if (event.shell != member.shell) return false;
  if (!flow.is_published()) return true;
  const EnergyRange range = EnergyBlend(flow.published.ranges_mev).range(member.range);
  return event.point.e_nu >= range.low && event.point.e_nu <= range.high;
}

}  // namespace

std::vector<FlowSpread> spread_origin(const Subject& subject, std::int64_t events, std::uint64_t seed,
                                      Threads threads) {
  constexpr std::int64_t block = 16384;
  const FlowOptions& flow = subject.surrogate.parts().flow;
  const std::vector<SurrogateMember> members = surrogate_members(flow, subject.surrogate.shells());
  const std::vector<Axis> variables = axes(subject);
  std::vector<Sums> sums(members.size(), Sums(variables));
  const Flux flat = make_flux("flat", subject.inside(0), subject.inside(1e9));
  const FluxEnergies energies(flat, subject.total);
  const SurrogateProposals proposals(subject.surrogate);
  const EventSampler sampler(subject.cross_section, energies, proposals, seed, StreamPurpose::validation);
  Progress progress("origin of the spread", events);
  for (std::int64_t done = 0; done < events; done += block) {
    const std::int64_t count = std::min(block, events - done);
    for (const Event& event : sampler.sample(first_event(Measurement::spread_origin, 0) + done,
                                             static_cast<std::size_t>(count), threads)) {
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (concerns(members[i], flow, event)) sums[i].add(event);
      }
    }
    progress.update(done + count);
  }
  progress.finish();
  std::vector<FlowSpread> spreads;
  for (std::size_t i = 0; i < members.size(); ++i) spreads.push_back(sums[i].result(members[i].title));
  return spreads;
}

}  // namespace nereus
