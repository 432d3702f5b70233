#include "cli/summary_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"

namespace nereus {

namespace {

/// Events whose cross section misses the quadrature by this many standard errors lack part of phase space: a
/// normal deviate does so once in a million.
constexpr double limit = 4.89;

/// Says so if the proposals did not reach what the quadrature contains.
std::string gap_warning(const GenerationSummary& summary) {
  const double gap = summary.sigma_events - summary.sigma_flux;
  if (std::abs(gap) <= limit * summary.sigma_events_error) return "";
  return fmt::format(
      "WARNING: the cross section of the events is {:+.2f} % off the quadrature, {:.1f} standard "
      "errors: their proposals miss a narrow part of phase space (a resonance the surrogate was not trained "
      "on?); train one for this model with `nereus run`, or take many more events\n",
      100 * gap / summary.sigma_flux, std::abs(gap) / summary.sigma_events_error);
}

std::string cross_sections(const GenerationSummary& summary) {
  std::string text = fmt::format("flux-averaged cross section per nucleus [1e-38 cm2]\n");
  text += fmt::format("  quadrature  {:.6f}\n", summary.sigma_flux);
  if (summary.biased) {
    return text + "BIASED: the events follow the surrogate alone; nothing corrects them (mode emulate)\n";
  }
  text += fmt::format("  events      {:.6f} +- {:.6f}\n", summary.sigma_events, summary.sigma_events_error);
  text += fmt::format("RESS {:.3f} %, largest weight {:.3f}, {} events of weight 0\n", 100 * summary.ress,
                      summary.max_weight, summary.zero_weights);
  return text + gap_warning(summary);
}

std::string acceptance(const GenerationSummary& summary) {
  if (summary.mode != "unweighted") return "";
  return fmt::format(
      "accepted {:.2f} % of {} proposals with cap {:.4f}; {} events above it keep their weight "
      "({:.1e} of the cross section lies above the cap)\n",
      100 * summary.acceptance(), summary.trials, summary.weight_cap, summary.overweight_events,
      summary.overweight_share);
}

/// Named weights listed one by one; more are told by their scatter.
constexpr std::size_t listed_weights = 12;

/// Names for a message: the first ones if there are many.
std::string some_of(const std::vector<std::string>& names) {
  if (names.size() <= listed_weights) return join(names);
  const std::vector<std::string> first(names.begin(), names.begin() + listed_weights);
  return fmt::format("{} and {} more", join(first), names.size() - listed_weights);
}

/// What is wrong with named weights.
std::string weight_warnings(const GenerationSummary& summary) {
  std::vector<std::string> poor, same;
  for (const NamedWeightSummary& weight : summary.weights) {
    if (!weight.differs) {
      same.push_back(weight.name);
    } else if (weight.is_poor()) {
      poor.push_back(weight.name);
    }
  }
  std::string text;
  if (!poor.empty()) {
    text += fmt::format(
        "WARNING: poor weights: {} (below {:g} % of the effective events of CV: the events lie where these "
        "models have little cross section); generate events of these models\n",
        some_of(poor), 100 * smallest_effective_share);
  }
  if (!same.empty()) {
    text +=
        fmt::format("WARNING: no weight differs from CV: {} (what they change is not used by this card)\n",
                    some_of(same));
  }
  return text;
}

std::string named_weights(const GenerationSummary& summary) {
  std::string text;
  for (std::size_t i = 0; summary.weights.size() <= listed_weights && i < summary.weights.size(); ++i) {
    const NamedWeightSummary& weight = summary.weights[i];
    text +=
        fmt::format("  {:<18}{:.6f} +- {:.6f}  ({:+.2f} % of CV, RESS {:.3f} %)\n", weight.name, weight.sigma,
                    weight.error, 100 * (weight.sigma / summary.sigma_events - 1), 100 * weight.ress);
  }
  if (!text.empty()) text = "cross sections of the other weights, from the events\n" + text;
  text += weight_warnings(summary);
  if (!summary.band) return text;
  text += fmt::format(
      "{} weights: mean {:.6f}, rms {:.6f} ({:.2f} % of CV); largest rms of a bin:", summary.band->weights,
      summary.band->mean, summary.band->rms, 100 * summary.band->rms / summary.sigma_events);
  for (const auto& [variable, rms] : summary.band->largest_relative_rms) {
    text += fmt::format(" {} {:.1f} %", variable, 100 * rms);
  }
  return text + "\n";
}

}  // namespace

std::string summary_text(const GenerationSummary& summary) {
  std::string text = fmt::format("{} {} events", summary.events, summary.mode);
  if (summary.shard != "1/1") text += fmt::format(", shard {}", summary.shard);
  if (summary.reused) text += " (there already, made from the same input)";
  text += fmt::format(", flux {} from {:g} to {:g} MeV ({:.2f} % of it)\n", summary.flux, summary.e_nu_min,
                      summary.e_nu_max, 100 * summary.kept_fraction);
  text += cross_sections(summary) + acceptance(summary) + named_weights(summary);
  if (summary.expected_events) {
    text += fmt::format("the exposure makes {:.6g} interactions in this range\n", *summary.expected_events);
  }
  for (const auto& entry : summary.files) {
    const WrittenFile& file = entry.second;
    text += fmt::format("{}  ({:.1f} MB)\n", file.path, static_cast<double>(file.bytes) / 1e6);
  }
  return text;
}

std::string evaluator_text(const CrossSection& cross_section) {
  std::string text = "cross section: " + cross_section.evaluator() + "\n" + cross_section.certificate();
  if (cross_section.outside_tables() > 0) {
    text += fmt::format("{} points lay outside the tables and were evaluated directly\n",
                        cross_section.outside_tables());
  }
  return text;
}

std::string training_text(const TrainingReport& report) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < report.members.size(); ++i) {
    parts.push_back(fmt::format("{} {:.3f} %", report.members[i].title, 100 * report.ress(i)));
  }
  return "RESS on held-out points: " + join(parts);
}

}  // namespace nereus
