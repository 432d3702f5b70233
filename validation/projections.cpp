#include "validation/projections.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/progress.hpp"
#include "generator/event_sampler.hpp"
#include "validation/fixed_energy.hpp"

namespace nereus {
namespace {

constexpr double degree = 57.29577951308232;
constexpr std::size_t line_bins = 60, plane_bins = 30;  // in one, and in two dimensions

std::array<double, 4> variables(const PhasePoint& point) {
  return {point.omega, point.cos_theta_lepton, point.cos_theta_n, degree * point.phi_n};
}

ProjectionAxis axis(const std::string& variable, double low, double high) {
  ProjectionAxis axis{variable, {}};
  for (std::size_t edge = 0; edge <= line_bins; ++edge) {
    axis.edges.push_back(low + (high - low) * static_cast<double>(edge) / static_cast<double>(line_bins));
  }
  return axis;
}

std::size_t bin_of(const ProjectionAxis& axis, double value, std::size_t bins) {
  const double low = axis.edges.front(), high = axis.edges.back();
  const double position = (value - low) / (high - low) * static_cast<double>(bins);
  return static_cast<std::size_t>(std::clamp(position, 0.0, static_cast<double>(bins - 1)));
}

/// The four variables alone, then every pair.
std::vector<Projection> empty_projections() {
  std::vector<Projection> all;
  for (std::size_t a = 0; a < 4; ++a) all.push_back({{a}, {}, {}, {}, {}});
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = a + 1; b < 4; ++b) all.push_back({{a, b}, {}, {}, {}, {}});
  }
  for (Projection& projection : all) {
    const std::size_t bins = projection.axes.size() == 1 ? line_bins : plane_bins * plane_bins;
    for (auto* column : {&projection.truth, &projection.truth_error, &projection.surrogate}) {
      column->assign(bins, 0.0);
    }
  }
  return all;
}

/// Sums of w, w^2 and 1.
void add(ProjectionSet& set, const Event& event) {
  const auto values = variables(event.point);
  for (Projection& projection : set.projections) {
    std::size_t bin = 0;
    if (projection.axes.size() == 1) {
      bin = bin_of(set.axes[projection.axes[0]], values[projection.axes[0]], line_bins);
    } else {
      for (const std::size_t a : projection.axes)
        bin = bin * plane_bins + bin_of(set.axes[a], values[a], plane_bins);
    }
    projection.truth[bin] += event.weight;
    projection.truth_error[bin] += event.weight * event.weight;
    projection.surrogate[bin] += 1;
  }
}

/// From sums to fractions and their errors.
void normalise(Projection& projection, double events) {
  projection.surrogate_error.clear();
  for (std::size_t bin = 0; bin < projection.truth.size(); ++bin) {
    projection.truth[bin] /= events;
    projection.truth_error[bin] = std::sqrt(projection.truth_error[bin]) / events;
    projection.surrogate_error.push_back(std::sqrt(projection.surrogate[bin]) / events);
    projection.surrogate[bin] /= events;
  }
}

ProjectionSet project(const Subject& subject, std::size_t shell, double e_nu, std::int64_t events,
                      std::int64_t first, std::uint64_t seed, Threads threads) {
  constexpr std::int64_t block = 16384;
  const CrossSection& cross_section = subject.cross_section;
  ProjectionSet set{label(cross_section.shells()[shell]), e_nu, {}, empty_projections()};
  set.axes = {axis("omega", cross_section.removal_energy(shell), e_nu - cross_section.probe().lepton_mass),
              axis("cos_theta_lepton", -1, 1), axis("cos_theta_n", -1, 1), axis("phi_n", 0, 360)};
  const FixedEnergy energy(subject.total, shell, e_nu);
  const SurrogateProposals proposals(subject.surrogate);
  const EventSampler sampler(cross_section, energy, proposals, seed, StreamPurpose::validation);
  Progress progress("projections", events);
  for (std::int64_t done = 0; done < events; done += block) {
    const std::int64_t count = std::min(block, events - done);
    for (const Event& event : sampler.sample(first + done, static_cast<std::size_t>(count), threads))
      add(set, event);
    progress.update(done + count);
  }
  progress.finish();
  for (Projection& projection : set.projections) normalise(projection, static_cast<double>(events));
  return set;
}

}  // namespace

std::vector<ProjectionSet> projections(const Subject& subject, std::int64_t events, std::uint64_t seed,
                                       Threads threads) {
  const std::size_t last = subject.shells() - 1;
  return {project(subject, last, subject.inside(200), events, first_event(Measurement::projections, 0), seed,
                  threads),
          project(subject, 0, subject.inside(700), events, first_event(Measurement::projections, 1), seed,
                  threads)};
}

}  // namespace nereus
