#include "surrogate/published/published_density.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>

#include "base/error.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {
namespace {

/// ln((1 - lambda) e^a + lambda e^b)
double log_mixture(double a, double b, double lambda) {
  const double x = a + std::log1p(-lambda), y = b + std::log(lambda);
  return std::max(x, y) + std::log1p(std::exp(-std::abs(x - y)));
}

/// What one model of a blend contributes: which events, at which place of the result.
using Members = std::vector<std::vector<std::size_t>>;

}  // namespace

PublishedDensity::PublishedDensity(const PhaseSpaceModel& phase_space, std::size_t shell,
                                   const PublishedOptions& options, const std::vector<float>& parameters)
    : space_(phase_space, shell), blend_(options.ranges_mev) {
  if (!blend_.covers(phase_space.e_nu_min, phase_space.e_nu_max)) {
    throw InputError(fmt::format("flow.ranges_mev do not reach from {} to {} MeV; extend them",
                                 phase_space.e_nu_min, phase_space.e_nu_max));
  }
  const MafShape shape = make_maf_shape(options);
  const std::size_t each = shape.parameter_count();
  if (parameters.size() != each * blend_.models()) {
    throw InputError(fmt::format("weights do not fit the flow ({} numbers where {} models need {})",
                                 parameters.size(), blend_.models(), each * blend_.models()));
  }
  for (std::size_t model = 0; model < blend_.models(); ++model) {
    const auto begin = parameters.begin() + static_cast<std::ptrdiff_t>(model * each);
    models_.emplace_back(shape, std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(each)));
  }
}

std::vector<double> PublishedDensity::log_density_of(std::size_t model,
                                                     const std::vector<std::size_t>& members,
                                                     const std::vector<double>& e_nu,
                                                     const std::vector<FlowPoint>& points) const {
  std::vector<double> context, log_q(members.size());
  std::vector<FlowPoint> selected;
  for (const std::size_t i : members) {
    context.push_back(blend_.range(model).context(e_nu[i]));
    selected.push_back(points[i]);
  }
  models_[model].log_density(members.size(), context.data(), selected.data(), log_q.data());
  return log_q;
}

void PublishedDensity::sample(std::size_t count, const EventEnergies* energies,
                              const std::array<double, 4>* uniforms, Proposal* proposals) const {
  std::vector<std::array<double, 4>> numbers(uniforms, uniforms + count);
  std::vector<double> e_nu(count), log_q(count), lambda(count);
  std::vector<FlowPoint> points(count);
  Members drawn_by(blend_.models()), also_seen_by(blend_.models());
  std::vector<bool> drawn_by_second(count);
  for (std::size_t i = 0; i < count; ++i) {
    e_nu[i] = energies[i].e_nu;
    const BlendedModels models = blend_.models_at(e_nu[i]);
    lambda[i] = models.lambda;
    double& last = numbers[i][3];
    drawn_by_second[i] = last < models.lambda;
    last = drawn_by_second[i] ? last / models.lambda : (last - models.lambda) / (1 - models.lambda);
    drawn_by[drawn_by_second[i] ? models.second : models.first].push_back(i);
    if (models.lambda > 0) also_seen_by[drawn_by_second[i] ? models.first : models.second].push_back(i);
  }
  for (std::size_t model = 0; model < blend_.models(); ++model) {
    const std::vector<std::size_t>& members = drawn_by[model];
    std::vector<double> context, values(members.size());
    std::vector<std::array<double, 4>> selected;
    std::vector<FlowPoint> drawn(members.size());
    for (const std::size_t i : members) {
      context.push_back(blend_.range(model).context(e_nu[i]));
      selected.push_back(numbers[i]);
    }
    models_[model].sample(members.size(), context.data(), selected.data(), drawn.data(), values.data());
    for (std::size_t j = 0; j < members.size(); ++j) {
      points[members[j]] = drawn[j];
      log_q[members[j]] = values[j];
    }
  }
  for (std::size_t model = 0; model < blend_.models(); ++model) {
    const std::vector<double> other = log_density_of(model, also_seen_by[model], e_nu, points);
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t i = also_seen_by[model][j];
      log_q[i] = drawn_by_second[i] ? log_mixture(other[j], log_q[i], lambda[i])
                                    : log_mixture(log_q[i], other[j], lambda[i]);
    }
  }
  const double log_branches = std::log(static_cast<double>(UnfoldedSpace::branches));
  for (std::size_t i = 0; i < count; ++i) {
    proposals[i].point = space_.physics_point(energies[i], points[i]);
    proposals[i].log_q = log_q[i] + log_branches - space_.log_jacobian(energies[i], points[i]);
  }
}

void PublishedDensity::log_density(std::size_t count, const PhasePoint* points, double* log_q) const {
  constexpr double nothing = -std::numeric_limits<double>::infinity();
  std::vector<std::size_t> inside;  // the point of each group of four branches
  std::vector<double> e_nu, lambda, jacobian;
  std::vector<FlowPoint> unfolded;
  Members first(blend_.models()), second(blend_.models());
  for (std::size_t i = 0; i < count; ++i) {
    log_q[i] = nothing;
    if (!space_.coordinates().contains(points[i])) continue;
    inside.push_back(i);
    const EventEnergies at = space_.coordinates().energies_of(points[i]);
    const BlendedModels models = blend_.models_at(at.e_nu);
    for (std::size_t branch = 0; branch < UnfoldedSpace::branches; ++branch) {
      first[models.first].push_back(unfolded.size());
      if (models.lambda > 0) second[models.second].push_back(unfolded.size());
      unfolded.push_back(space_.flow_point(points[i], branch));
      e_nu.push_back(at.e_nu);
      lambda.push_back(models.lambda);
      jacobian.push_back(space_.log_jacobian(at, unfolded.back()));
    }
  }
  std::vector<double> branch_log_q(unfolded.size());
  for (std::size_t model = 0; model < blend_.models(); ++model) {
    const std::vector<double> values = log_density_of(model, first[model], e_nu, unfolded);
    for (std::size_t j = 0; j < values.size(); ++j) branch_log_q[first[model][j]] = values[j];
  }
  for (std::size_t model = 0; model < blend_.models(); ++model) {
    const std::vector<double> values = log_density_of(model, second[model], e_nu, unfolded);
    for (std::size_t j = 0; j < values.size(); ++j) {
      double& value = branch_log_q[second[model][j]];
      value = log_mixture(value, values[j], lambda[second[model][j]]);
    }
  }
  for (std::size_t group = 0; group < inside.size(); ++group) {
    double sum = 0;
    for (std::size_t branch = 0; branch < UnfoldedSpace::branches; ++branch) {
      const std::size_t row = group * UnfoldedSpace::branches + branch;
      sum += std::exp(branch_log_q[row] - jacobian[row]);
    }
    log_q[inside[group]] = std::log(sum);
  }
}

std::vector<float> random_published_parameters(const PublishedOptions& options, std::uint64_t seed,
                                               std::size_t shell) {
  RandomStream stream(seed, StreamPurpose::initialisation, shell);
  const MafShape shape = make_maf_shape(options);
  std::vector<float> parameters;
  for (std::size_t model = 0; model < EnergyBlend(options.ranges_mev).models(); ++model) {
    const std::vector<float> weights = random_maf_parameters(shape, stream);
    parameters.insert(parameters.end(), weights.begin(), weights.end());
  }
  return parameters;
}

}  // namespace nereus
