#include "generator/reweight_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/progress.hpp"
#include "generator/event_output.hpp"
#include "generator/manifest.hpp"
#include "generator/sigma_estimate.hpp"

namespace nereus {
namespace {

constexpr double largest_lost_share = 1e-6;
constexpr double largest_deviation = 4.89;

/// Head of the new files.
RunHeader header_with(const ReweightInputs& inputs) {
  const WeightVariation& weight = inputs.weight;
  check_reweightable(inputs.events, weight.name);
  RunHeader header = inputs.events.header();
  header.weight_names.push_back(weight.name);
  header.weight_models[weight.name] = weight.model;
  header.provenance.fingerprints["weight_" + weight.name] = sha256(weight.fingerprint);
  header.fingerprint = sha256(header.fingerprint + "\n" + weight.name + " " + weight.fingerprint + "\n");
  header.formats = inputs.formats;
  return header;
}

/// Running sums over both weights.
struct Sums {
  SigmaEstimate sigma;
  WeightSummary before, now;
  double lost = 0, kept = 0, max_ratio = 0;

  void add(const RecordedEvent& event, double ratio) {
    const double weight = event.weights.front() * ratio;
    sigma.add(weight, event.trials);
    before.add(event.weights.front());
    now.add(weight);
    kept += weight;
    max_ratio = std::max(max_ratio, ratio);
  }
};

/// Weights that events would have whose own cross section vanishes: there a ratio does not exist, but the
/// density they were proposed with does.
double lost_weight(const WeightVariation& weight, std::vector<Event> events, Threads threads) {
  if (events.empty()) return 0;
  for (Event& event : events) event.d4sigma = 1;
  const std::vector<double> d4sigma = weight.ratios(events, threads);
  double sum = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (d4sigma[i] > 0) sum += d4sigma[i] / events[i].sigma_shell * std::exp(-events[i].log_q);
  }
  return sum;
}

/// Adds the new weight to some of the events.
void add_weight(const ReweightInputs& inputs, std::vector<RecordedEvent>& recorded, Sums& sums,
                Threads threads) {
  std::vector<Event> events, without;
  for (const RecordedEvent& event : recorded) {
    events.push_back(drawn_event(event));
    if (event.d4sigma == 0) without.push_back(events.back());
  }
  add_ratios({inputs.weight}, events, threads);
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    const double ratio = events[i].ratios.front();
    sums.add(recorded[i], ratio);
    recorded[i].weights.push_back(recorded[i].weights.front() * ratio);
  }
  sums.lost += lost_weight(inputs.weight, without, threads);
}

std::string complaint_of(const ReweightSummary& summary) {
  if (summary.lost_share > largest_lost_share) {
    return fmt::format("{:.3g} % of the new cross section lies where that of the events vanishes",
                       100 * summary.lost_share);
  }
  if (!(summary.effective_share >= smallest_effective_share)) {
    return fmt::format(
        "its effective events are {:.2f} % of those of the events' own weight, the limit is {:g} "
        "%; the largest ratio is {:.3g}",
        100 * summary.effective_share, 100 * smallest_effective_share, summary.max_ratio);
  }
  if (std::abs(summary.deviation()) > largest_deviation) {
    return fmt::format(
        "the events give {:.5g} +- {:.2g}, the quadrature {:.5g} x 1e-38 cm2: {:+.1f} standard "
        "errors, the events miss a part of the new model's phase space",
        summary.sigma, summary.error, summary.sigma_flux, summary.deviation());
  }
  return {};
}

ReweightSummary summary_of(const ReweightInputs& inputs, const Sums& sums) {
  ReweightSummary summary;
  summary.sigma_flux = inputs.sigma_flux;
  summary.sigma = sums.sigma.sigma();
  summary.error = sums.sigma.error();
  summary.effective_share = sums.before.ress() > 0 ? sums.now.ress() / sums.before.ress() : 0;
  summary.max_ratio = sums.max_ratio;
  summary.lost_share = sums.lost > 0 ? sums.lost / (sums.lost + sums.kept) : 0;
  summary.complaint = complaint_of(summary);
  return summary;
}

}  // namespace

void check_reweightable(const EventFileReader& events, const std::string& name) {
  if (events.header().biased) {
    throw InputError(
        fmt::format("{} cannot be reweighted (its events follow the surrogate alone, mode "
                    "\"emulate\": they have no cross section)",
                    events.path()));
  }
  if (!events.header().shard.is_whole()) {
    throw InputError(fmt::format("{} is shard {} of a run; merge the shards first", events.path(),
                                 events.header().shard.text()));
  }
  check_weight_name(name, events.header().weight_names);
}

ReweightSummary reweight_events(const ReweightInputs& inputs, const std::string& prefix, Threads threads) {
  constexpr std::int64_t step = 65536;
  const EventFileReader& file = inputs.events;
  const RunHeader header = header_with(inputs);
  const FileLock lock = lock_outputs(prefix);
  EventOutput output(header, prefix);
  Sums sums{SigmaEstimate(header.sigma_flux, header.weight_cap), {}, {}};
  Progress progress("reweight", file.events());
  for (std::int64_t first = 0; first < file.events(); first += step) {
    std::vector<RecordedEvent> events =
        file.read(first, static_cast<std::size_t>(std::min(step, file.events() - first)));
    add_weight(inputs, events, sums, threads);
    output.write(events);
    progress.update(std::min(first + step, file.events()));
  }
  progress.finish();
  ReweightSummary summary = summary_of(inputs, sums);
  if (!summary.complaint.empty() && !inputs.accept_poor) {
    throw ModelMismatch(
        fmt::format("{} cannot well stand for the model of weight '{}' ({}); generate events of "
                    "that model, or accept it with --accept-poor-weights",
                    file.path(), inputs.weight.name, summary.complaint));
  }
  summary.run = output.close();
  write_manifest(prefix, header.fingerprint, summary.run, header.provenance);
  return summary;
}

}  // namespace nereus
