#include "cli/unbiased_sampling.hpp"

#include <gsl/gsl_monte_vegas.h>
#include <gsl/gsl_rng.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "base/core_clock.hpp"
#include "cli/event_source.hpp"
#include "cli/flat_energies.hpp"
#include "generator/energy_sampler.hpp"
#include "generator/event_sampler.hpp"
#include "generator/proposal_source.hpp"
#include "validation/effective_sample_size.hpp"

namespace nereus {
namespace {

constexpr std::uint64_t seed = 20222;
constexpr double cap_quantile = 0.9999;
constexpr std::size_t block = 65536;
constexpr std::size_t vegas_dimensions = 6;  ///< E_nu, shell, omega, cos, cos, phi
constexpr std::size_t vegas_calls = 200000;  ///< in each of its iterations
constexpr int vegas_iterations = 5;

SamplingMethod method_of(const std::string& name, const std::vector<double>& weights, double seconds) {
  const WeightStatistics statistics =
      weight_statistics(weights, std::vector<double>(weights.size(), 1.0), cap_quantile);
  return {name, statistics.acceptance, 1e6 * seconds / static_cast<double>(weights.size())};
}

SamplingMethod time_sampler(const std::string& name, const EventSampler& sampler, std::size_t trials) {
  std::vector<double> weights;
  const double begin = core_seconds();
  for (std::size_t first = 0; first < trials; first += block) {
    for (const Event& event :
         sampler.sample(static_cast<std::int64_t>(first), std::min(block, trials - first), {1}))
      weights.push_back(event.weight);
  }
  return method_of(name, weights, core_seconds() - begin);
}

/// Unit cube <-> events at flat flux: E_nu, shell, omega above the removal energy, both cosines, phi_N.
class CubeOfEvents {
 public:
  CubeOfEvents(const CrossSection& cross_section, double e_min, double e_max)
      : cross_section_(cross_section), e_min_(e_min), e_max_(e_max) {}

  struct Mapped {
    std::size_t shell = 0;
    PhasePoint point;
    double volume = 0;  ///< of phase space per volume of the cube
  };
  Mapped operator()(const double* x) const {
    Mapped mapped;
    const std::size_t shells = cross_section_.shells().size();
    mapped.shell = std::min(shells - 1, static_cast<std::size_t>(x[1] * static_cast<double>(shells)));
    PhasePoint& point = mapped.point;
    point.e_nu = e_min_ + (e_max_ - e_min_) * x[0];
    const double removed = cross_section_.removal_energy(mapped.shell);
    const double room = point.e_nu - cross_section_.probe().lepton_mass - removed;
    if (room <= 0) return mapped;
    point.missing_energy = removed;
    point.omega = removed + room * x[2];
    point.cos_theta_lepton = 2 * x[3] - 1;
    point.cos_theta_n = 2 * x[4] - 1;
    point.phi_n = 2 * M_PI * x[5];
    mapped.volume = (e_max_ - e_min_) * static_cast<double>(shells) * room * 8 * M_PI;
    return mapped;
  }
  const CrossSection& cross_section() const { return cross_section_; }

 private:
  const CrossSection& cross_section_;
  double e_min_, e_max_;
};

double integrand(double* x, std::size_t, void* cube) {
  const auto& map = *static_cast<const CubeOfEvents*>(cube);
  const auto at = map(x);
  return at.volume > 0 ? at.volume * map.cross_section().d4sigma(at.shell, at.point) : 0;
}

/// Trains a VEGAS grid, then draws from it.
SamplingMethod time_vegas(const CubeOfEvents& cube, std::size_t trials) {
  const std::unique_ptr<gsl_rng, decltype(&gsl_rng_free)> random(gsl_rng_alloc(gsl_rng_mt19937),
                                                                 &gsl_rng_free);
  const std::unique_ptr<gsl_monte_vegas_state, decltype(&gsl_monte_vegas_free)> state(
      gsl_monte_vegas_alloc(vegas_dimensions), &gsl_monte_vegas_free);
  gsl_rng_set(random.get(), seed);
  gsl_monte_function function{&integrand, vegas_dimensions, const_cast<CubeOfEvents*>(&cube)};
  double low[vegas_dimensions], high[vegas_dimensions], result = 0, error = 0;
  std::fill_n(low, vegas_dimensions, 0.0);
  std::fill_n(high, vegas_dimensions, 1.0);
  gsl_monte_vegas_params parameters;
  gsl_monte_vegas_params_get(state.get(), &parameters);
  parameters.iterations = 1;
  parameters.mode = GSL_VEGAS_MODE_IMPORTANCE_ONLY;
  for (int iteration = 0; iteration < vegas_iterations; ++iteration) {
    parameters.stage = iteration == 0 ? 0 : 1;  // later ones keep the grid
    gsl_monte_vegas_params_set(state.get(), &parameters);
    gsl_monte_vegas_integrate(&function, low, high, vegas_dimensions, vegas_calls, random.get(), state.get(),
                              &result, &error);
  }
  // xi[bin * dimensions + dimension]: edges of the bins, each drawn equally often.
  const std::size_t bins = state->bins;
  std::vector<double> weights;
  const double begin = core_seconds();
  for (std::size_t first = 0; first < trials; first += block) {
    std::vector<std::size_t> shells;
    std::vector<PhasePoint> points;
    std::vector<double> volumes;
    for (std::size_t i = first; i < std::min(first + block, trials); ++i) {
      double x[vegas_dimensions], jacobian = 1;
      for (std::size_t d = 0; d < vegas_dimensions; ++d) {
        const double z = gsl_rng_uniform_pos(random.get()) * static_cast<double>(bins);
        const std::size_t bin = std::min(bins - 1, static_cast<std::size_t>(z));
        const double edge = state->xi[bin * vegas_dimensions + d];
        const double width = state->xi[(bin + 1) * vegas_dimensions + d] - edge;
        x[d] = edge + (z - static_cast<double>(bin)) * width;
        jacobian *= static_cast<double>(bins) * width;
      }
      const auto at = cube(x);
      shells.push_back(at.shell);
      points.push_back(at.point);
      volumes.push_back(at.volume * jacobian);
    }
    const auto terms = cube.cross_section().azimuthal_terms(shells, points, {1});
    for (std::size_t i = 0; i < points.size(); ++i)
      weights.push_back(volumes[i] > 0 ? volumes[i] * terms[i].at(points[i].phi_n) : 0);
  }
  return method_of("GSL VEGAS grid", weights, core_seconds() - begin);
}

}  // namespace

std::vector<SamplingMethod> time_unbiased_sampling(const RunSettings& settings, const Physics& physics,
                                                   std::size_t trials, Threads threads) {
  const EventSource source = open_event_source(settings, physics, threads);
  const double e_min = source.surrogate.e_nu_min(), e_max = source.surrogate.e_nu_max();
  const CrossSection& cross_section = *physics.cross_section;
  const EnergySampler energies(make_flux("flat", e_min, e_max), source.total);
  const FlatEnergies flat(source.surrogate);
  const SurrogateProposals flow(source.surrogate);
  const UniformProposals uniform(cross_section);
  return {time_sampler("surrogate",
                       EventSampler(cross_section, energies, flow, seed, StreamPurpose::validation), trials),
          time_sampler("uniform proposals",
                       EventSampler(cross_section, flat, uniform, seed, StreamPurpose::validation), trials),
          time_vegas(CubeOfEvents(cross_section, e_min, e_max), trials)};
}

}  // namespace nereus
