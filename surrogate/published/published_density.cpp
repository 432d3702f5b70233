#include "surrogate/published/published_density.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {
namespace {

/// ln((1 - lambda) e^a + lambda e^b)
double log_mixture(double a, double b, double lambda) {
  const double x = a + std::log1p(-lambda), y = b + std::log(lambda);
  return std::max(x, y) + std::log1p(std::exp(-std::abs(x - y)));
}

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

std::vector<std::vector<std::size_t>> PublishedDensity::members(const ModelList& models) const {
  std::vector<std::vector<std::size_t>> lists(blend_.models());
  for (std::size_t i = 0; i < models.size(); ++i) {
    if (models[i] != no_model) lists[models[i]].push_back(i);
  }
  return lists;
}

std::vector<double> PublishedDensity::draw(const ModelList& models, const std::vector<double>& e_nu,
                                           const std::vector<std::array<double, 4>>& numbers,
                                           std::vector<FlowPoint>& points) const {
  std::vector<double> log_q(models.size());
  const auto lists = members(models);
  for (std::size_t model = 0; model < lists.size(); ++model) {
    const std::vector<std::size_t>& list = lists[model];
    std::vector<double> context, values(list.size());
    std::vector<std::array<double, 4>> selected;
    std::vector<FlowPoint> drawn(list.size());
    for (const std::size_t i : list) {
      context.push_back(blend_.range(model).context(e_nu[i]));
      selected.push_back(numbers[i]);
    }
    models_[model].sample(list.size(), context.data(), selected.data(), drawn.data(), values.data());
    for (std::size_t j = 0; j < list.size(); ++j) {
      points[list[j]] = drawn[j];
      log_q[list[j]] = values[j];
    }
  }
  return log_q;
}

std::vector<double> PublishedDensity::evaluate(const ModelList& models, const std::vector<double>& e_nu,
                                               const std::vector<FlowPoint>& points) const {
  std::vector<double> log_q(models.size());
  const auto lists = members(models);
  for (std::size_t model = 0; model < lists.size(); ++model) {
    const std::vector<std::size_t>& list = lists[model];
    std::vector<double> context, values(list.size());
    std::vector<FlowPoint> selected;
    for (const std::size_t i : list) {
      context.push_back(blend_.range(model).context(e_nu[i]));
      selected.push_back(points[i]);
    }
    models_[model].log_density(list.size(), context.data(), selected.data(), values.data());
    for (std::size_t j = 0; j < list.size(); ++j) log_q[list[j]] = values[j];
  }
  return log_q;
}

void PublishedDensity::sample(std::size_t count, const EventEnergies* energies,
                              const std::array<double, 4>* uniforms, Proposal* proposals) const {
  std::vector<std::array<double, 4>> numbers(uniforms, uniforms + count);
  std::vector<double> e_nu(count), lambda(count);
  ModelList drawn_by(count), other(count, no_model);
  for (std::size_t i = 0; i < count; ++i) {
    e_nu[i] = energies[i].e_nu;
    const BlendedModels models = blend_.models_at(e_nu[i]);
    lambda[i] = models.lambda;
    double& last = numbers[i][3];
    const bool upper = last < lambda[i];
    last = upper ? last / lambda[i] : (last - lambda[i]) / (1 - lambda[i]);
    drawn_by[i] = upper ? models.second : models.first;
    if (lambda[i] > 0) other[i] = upper ? models.first : models.second;
  }
  std::vector<FlowPoint> points(count);
  std::vector<double> log_q = draw(drawn_by, e_nu, numbers, points);
  const std::vector<double> other_log_q = evaluate(other, e_nu, points);
  const double log_branches = std::log(static_cast<double>(UnfoldedSpace::branches));
  for (std::size_t i = 0; i < count; ++i) {
    if (other[i] != no_model) {
      const bool upper = drawn_by[i] > other[i];
      log_q[i] = upper ? log_mixture(other_log_q[i], log_q[i], lambda[i])
                       : log_mixture(log_q[i], other_log_q[i], lambda[i]);
    }
    proposals[i].point = space_.physics_point(energies[i], points[i]);
    proposals[i].inside = space_.contains(points[i]);
    proposals[i].log_q = log_q[i] + log_branches - space_.log_jacobian(energies[i], points[i]);
  }
}

void PublishedDensity::log_density(std::size_t count, const PhasePoint* points, double* log_q) const {
  // Rows: the branches of each point inside.
  std::vector<double> e_nu, lambda, log_jacobian;
  std::vector<FlowPoint> rows;
  ModelList lower, upper;
  std::vector<std::size_t> point_of_row;
  for (std::size_t i = 0; i < count; ++i) {
    if (!space_.coordinates().contains(points[i])) continue;
    const EventEnergies at = space_.coordinates().energies_of(points[i]);
    const BlendedModels models = blend_.models_at(at.e_nu);
    for (std::size_t branch = 0; branch < UnfoldedSpace::branches; ++branch) {
      rows.push_back(space_.flow_point(points[i], branch));
      e_nu.push_back(at.e_nu);
      lambda.push_back(models.lambda);
      log_jacobian.push_back(space_.log_jacobian(at, rows.back()));
      lower.push_back(models.first);
      upper.push_back(models.lambda > 0 ? models.second : no_model);
      point_of_row.push_back(i);
    }
  }
  const std::vector<double> lower_log_q = evaluate(lower, e_nu, rows),
                            upper_log_q = evaluate(upper, e_nu, rows);
  std::vector<double> sum(count, 0.0);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const double mixture = upper[row] == no_model
                               ? lower_log_q[row]
                               : log_mixture(lower_log_q[row], upper_log_q[row], lambda[row]);
    sum[point_of_row[row]] += std::exp(mixture - log_jacobian[row]);
  }
  for (std::size_t i = 0; i < count; ++i) log_q[i] = std::log(sum[i]);  // -infinity outside
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
