#include "generator/energy_sampler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr double largest_cell = 0.5;  // [MeV]

/// Gauss-Legendre with three points: exact for the cubic pieces of the table away from its nodes.
template <class Function>
double integrate(double low, double high, Function f) {
  const double centre = 0.5 * (low + high), half = 0.5 * (high - low), step = half * std::sqrt(0.6);
  return half * (5 * f(centre - step) + 8 * f(centre) + 5 * f(centre + step)) / 9;
}

}  // namespace

EnergySampler::EnergySampler(const Flux& flux, const TotalCrossSection& total) : total_(total) {
  if (flux.is_mono()) {
    mono_energy_ = flux.edges.front();
    flux_averaged_sigma_ = total_.sigma(mono_energy_);
  } else {
    double flux_sigma = 0;
    for (std::size_t bin = 0; bin < flux.density.size(); ++bin) {
      if (flux.density[bin] == 0) continue;
      const std::size_t first = cells_.size();
      add_cells(flux.edges[bin], flux.edges[bin + 1], flux.density[bin]);
      for (std::size_t cell = first; cell < cells_.size(); ++cell) {
        flux_sigma += flux.density[bin] * integrate(cells_[cell].low, cells_[cell].high,
                                                    [&](double e_nu) { return total_.sigma(e_nu); });
      }
    }
    flux_averaged_sigma_ = flux_sigma / flux.integral();
  }
  if (!(flux_averaged_sigma_ > 0)) {
    throw InputError(
        fmt::format("flux '{}' gives no events (the cross section vanishes at all its energies)", flux.name));
  }
}

void EnergySampler::add_cells(double low, double high, double density) {
  const int count = static_cast<int>(std::ceil((high - low) / largest_cell));
  for (int i = 0; i < count; ++i) {
    Cell cell;
    cell.low = low + (high - low) * i / count;
    cell.high = i + 1 == count ? high : low + (high - low) * (i + 1) / count;
    const auto [smallest, largest] = std::minmax(
        {total_.sigma(cell.low), total_.sigma(0.5 * (cell.low + cell.high)), total_.sigma(cell.high)});
    // A smooth function cannot exceed its largest sample by more than the samples differ.
    cell.envelope = largest + (largest - smallest);
    const double before = cells_.empty() ? 0 : cells_.back().cumulative;
    cell.cumulative = before + density * cell.envelope * (cell.high - cell.low);
    cells_.push_back(cell);
  }
}

EnergyAndShell draw_shell(const TotalCrossSection& total, double e_nu, double sigma_total, double uniform) {
  EnergyAndShell drawn{e_nu, 0, 0, sigma_total};
  double rest = uniform * sigma_total;
  for (;; ++drawn.shell) {
    drawn.sigma_shell = total.sigma(drawn.shell, e_nu);
    rest -= drawn.sigma_shell;
    if (rest < 0 || drawn.shell + 1 == total.shells()) return drawn;
  }
}

EnergyAndShell EnergySampler::draw(RandomStream& random) const {
  double e_nu = mono_energy_, sigma_total = 0;
  if (cells_.empty()) {
    sigma_total = total_.sigma(e_nu);
  } else {
    double height = 0;
    do {
      const double target = random.uniform() * cells_.back().cumulative;
      const auto cell = std::upper_bound(cells_.begin(), cells_.end() - 1, target,
                                         [](double value, const Cell& c) { return value < c.cumulative; });
      e_nu = cell->low + (cell->high - cell->low) * random.uniform();
      sigma_total = total_.sigma(e_nu);
      if (sigma_total > cell->envelope) {
        throw ConvergenceError(
            fmt::format("sigma(E_nu) rises too fast near {} MeV (its table is too coarse)", e_nu));
      }
      height = random.uniform() * cell->envelope;
    } while (height >= sigma_total);
  }
  return draw_shell(total_, e_nu, sigma_total, random.uniform());
}

}  // namespace nereus
