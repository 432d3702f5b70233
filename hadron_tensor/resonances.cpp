#include "hadron_tensor/resonances.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "hadron_tensor/absolute_phase.hpp"
#include "hadron_tensor/continuum_waves.hpp"

namespace nereus {
namespace {

constexpr double accuracy = 1e-6;
constexpr double largest_width = 2;        // [MeV]
constexpr double narrow = 1e-4;            // below it the width is measured in the tail [MeV]
constexpr double energy_rounding = 2e-14;  // relative to T + 1 MeV

/// Energies between which no background lowers the phase by more than a fraction of pi.
std::vector<double> scan_energies(double floor, double t_max) {
  std::vector<double> energies{1e-3 * floor, floor};
  while (energies.back() < t_max) {
    const double T = energies.back();
    energies.push_back(std::min(t_max, T + std::clamp(0.4 * T, 1e-3, T < 8 ? 0.25 : 0.5)));
  }
  return energies;
}

/// Lowest energy at which a nucleon moves inside the barrier [MeV], if there is one higher than zero.
std::optional<double> pocket_bottom(const RadialEquation& equation, int l, int two_j, double reach) {
  constexpr double noise = 0.05;  // [MeV]
  double barrier = 0, bottom = 0;
  bool found = false;
  for (auto i = static_cast<Eigen::Index>(reach / equation.step); i > 1; --i) {
    const double V = equation.turning_energy(i, l, two_j);
    barrier = std::max(barrier, V);
    if (barrier < noise || V > barrier - noise) continue;
    bottom = found ? std::min(bottom, V) : V;
    found = true;
  }
  return found ? std::optional(bottom) : std::nullopt;
}

/// Search in one partial wave.
class PartialWaveSearch {
 public:
  PartialWaveSearch(const RadialEquation& equation, const AbsolutePhase& phase, int l, int two_j)
      : equation_(equation), phase_(phase), l_(l), two_j_(two_j), c_(partial_wave_index(l, two_j)) {}

  /// The resonance between two energies, if the phase rises there as one makes it rise.
  std::optional<Resonance> resonance(double low, double high) const {
    const double rise = delta(high) - delta(low);
    if (rise > 2) {
      const double middle = delta(low) + rise / 2;
      while (high - low > narrow / 4 && delta(high) - delta(low) > 2) halve(low, high, middle);
      if (high - low <= narrow / 4) {
        while (high - low > energy_rounding * (1 + high)) halve(low, high, middle);
        const double T = 0.5 * (low + high);
        return make(T, tail_width(T));
      }
      const double margin = high - low;  // the steepest point may lie beside the middle of the jump
      low -= margin;
      high += margin;
    }
    return broad(low, high);
  }

 private:
  double delta(double T) const { return phase_.at(T, l_)[c_]; }
  double slope(double T, double h) const { return (delta(T + h) - delta(T - h)) / (2 * h); }

  void halve(double& low, double& high, double phase) const {
    const double middle = 0.5 * (low + high);
    (delta(middle) < phase ? low : high) = middle;
  }

  Resonance make(double T, double width) const {
    const int nodes = phase_.trace(T, l_, two_j_).nodes;
    return {{nodes + 1, l_, two_j_, equation_.isospin}, T, width};
  }

  /// One state is spread as (Gamma/2 pi)/(d^2 + Gamma^2/4) in the energy E; its share of the wave inside is
  /// (2/pi)(dk/dE) int u^2 dr. Equal distances on both sides cancel the change of the width with energy.
  double tail_width(double T) const {
    double width = 0;
    for (double distance = 1e-6; distance < 0.5 * T; distance = 60 * width) {
      double sum = 0;
      int sides = 0;
      for (const double at : {T - distance, T + distance}) {
        const TracedWave wave = phase_.trace(at, l_, two_j_);
        if (wave.asymptotic == 0) continue;
        const double d = equation_.energy(at) - equation_.energy(T);
        sum += 2 * d * d / (equation_.B0 * wave.k) * wave.inner_norm() / std::pow(wave.asymptotic, 2);
        ++sides;
      }
      width = sides > 0 ? sum / sides / (1 + T / equation_.nucleon_mass) : 0;
      if (distance > 30 * width) break;
    }
    return width;
  }

  /// Energy in [low, high] where the phase rises fastest, by golden section.
  double steepest(double low, double high, double h) const {
    const double golden = 0.5 * (std::sqrt(5.0) - 1);
    double left = high - golden * (high - low), right = low + golden * (high - low);
    double at_left = slope(left, h), at_right = slope(right, h);
    while (high - low > 0.5 * h) {
      if (at_left > at_right) {
        high = right;
        right = left;
        at_right = at_left;
        left = high - golden * (high - low);
        at_left = slope(left, h);
      } else {
        low = left;
        left = right;
        at_left = at_right;
        right = low + golden * (high - low);
        at_right = slope(right, h);
      }
    }
    const double T = 0.5 * (low + high);
    const double before = slope(T - h, h), here = slope(T, h), after = slope(T + h, h);
    const double bend = before - 2 * here + after;
    return bend < 0 ? T + std::clamp(0.5 * (after - before) / -bend, -1.0, 1.0) * h : T;
  }

  std::optional<Resonance> broad(double low, double high) const {
    const double first = low;
    const double last = high;
    double T = 0, apparent = high - low;  // width from the slope alone
    for (double h = (high - low) / 8;; h = apparent / 10) {
      low = std::max(low, phase_.floor() + 2 * h);
      if (low >= high) return {};
      T = steepest(low, high, h);
      apparent = 2 / slope(T, h);
      if (!(apparent > 0 && apparent < 2 * largest_width)) return {};
      if (h < apparent / 6) break;
      low = T - 2 * h;
      high = T + 2 * h;
    }
    if (T - first < 0.02 * (last - first) || last - T < 0.02 * (last - first))
      return {};  // still rising there
    const double rate = slope(T, apparent / 20);
    const double x = std::min(apparent / 2, 0.9 * (T - phase_.floor()));
    // delta = c T + atan(2 (T - T_r)/Gamma): the background c drops out of 2 x delta' - (delta(x) -
    // delta(-x)).
    const double excess = 2 * x * (rate - slope(T, x));
    if (!(excess > 0)) return {};
    double below = 0, above = 100;  // y = 2x/Gamma
    for (int i = 0; i < 60; ++i) {
      const double y = 0.5 * (below + above);
      (2 * (y - std::atan(y)) < excess ? below : above) = y;
    }
    const double width = 4 * x / (below + above);
    if (width > largest_width) return {};
    return make(T, width);
  }

  const RadialEquation& equation_;
  const AbsolutePhase& phase_;
  int l_, two_j_, c_;
};

}  // namespace

std::vector<Resonance> find_resonances(const RadialEquation& equation, double t_max) {
  const AbsolutePhase phase(equation, accuracy);
  const double reach = equation.reach(accuracy);
  std::vector<std::optional<double>> bottom;  // of each partial wave
  int l_max = 0;
  for (int l = 0; l <= l_max + 1; ++l) {
    for (int c = std::max(0, 2 * l - 1); c <= 2 * l; ++c) {
      bottom.push_back(pocket_bottom(equation, l, c == 2 * l ? 2 * l + 1 : 2 * l - 1, reach));
      if (bottom[c] && *bottom[c] < t_max) l_max = l;
    }
  }
  const std::vector<double> energies = scan_energies(phase.floor(), t_max);
  const auto samples = static_cast<Eigen::Index>(energies.size());
  // Under the bottom of its pocket a wave has neither nodes nor a phase worth the effort.
  Eigen::ArrayXXd delta = Eigen::ArrayXXd::Zero(partial_wave_count(l_max), samples);
  for (Eigen::Index i = 0; i < samples; ++i) {
    int l = l_max;
    const auto below = [&](int c) { return bottom[c] && *bottom[c] < energies[i]; };
    while (l > 0 && !below(2 * l) && !below(2 * l - 1)) --l;
    delta.col(i).head(partial_wave_count(l)) = phase.at(energies[i], l);
  }

  std::vector<Resonance> found;
  for (int c = 0; c < partial_wave_count(l_max); ++c) {
    if (!bottom[c] || *bottom[c] > t_max) continue;
    const int l = (c + 1) / 2;
    const PartialWaveSearch search(equation, phase, l, c == 2 * l ? 2 * l + 1 : 2 * l - 1);
    const auto rise = [&](Eigen::Index i) { return delta(c, i + 1) - delta(c, i); };
    const auto rate = [&](Eigen::Index i) { return rise(i) / (energies[i + 1] - energies[i]); };
    for (Eigen::Index i = 0; i + 1 < samples; ++i) {
      std::optional<Resonance> resonance;
      if (rise(i) > 2) {
        resonance = search.resonance(energies[i], energies[i + 1]);
      } else if (i > 0 && i + 2 < samples && rate(i) > 0.5 / largest_width && rate(i) > rate(i - 1) &&
                 rate(i) >= rate(i + 1)) {
        resonance = search.resonance(energies[i - 1], energies[i + 2]);
      }
      if (resonance && resonance->kinetic_energy < t_max) found.push_back(*resonance);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Resonance& a, const Resonance& b) { return a.kinetic_energy < b.kinetic_energy; });
  return found;
}

Eigen::ArrayXd quasi_bound_wave(const RadialEquation& equation, const Resonance& state,
                                const Eigen::ArrayXd& radii) {
  const TracedWave wave =
      AbsolutePhase(equation, accuracy).trace(state.kinetic_energy, state.shell.l, state.shell.two_j);
  const double scale = 1 / std::sqrt(wave.inner_norm());
  // u at step i, u(0) = 0. The cubic through four steps is good to 1e-6: a step is a small part of a wave
  // length.
  const auto u = [&](Eigen::Index i) { return i > 0 && i <= wave.inside ? scale * wave.u[i - 1] : 0.0; };
  return radii.unaryExpr([&](double r) {
    const auto i = std::max<Eigen::Index>(1, static_cast<Eigen::Index>(r / wave.step));
    const double x = r / wave.step - static_cast<double>(i);
    return -x * (x - 1) * (x - 2) / 6 * u(i - 1) + (x + 1) * (x - 1) * (x - 2) / 2 * u(i) -
           (x + 1) * x * (x - 2) / 2 * u(i + 1) + (x + 1) * x * (x - 1) / 6 * u(i + 2);
  });
}

}  // namespace nereus
