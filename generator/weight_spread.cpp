#include "generator/weight_spread.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace nereus {
namespace {

using nlohmann::json;

constexpr std::size_t bins = 20;
constexpr double rounding = 1e-8;  // of the ratio of two evaluations of one model

double lepton_momentum(const RecordedEvent& event) { return event.momenta.lepton.momentum(); }
double lepton_cosine(const RecordedEvent& event) { return event.cos_theta_lepton; }
double nucleon_kinetic_energy(const RecordedEvent& event) { return event.omega - event.missing_energy; }

struct MeanAndRms {
  double mean = 0, rms = 0;
};

/// \param value  of weight 1 ... count
template <class Value>
MeanAndRms mean_and_rms(std::size_t count, Value value) {
  double sum = 0, squares = 0;
  for (std::size_t w = 1; w <= count; ++w) sum += value(w);
  const double mean = sum / static_cast<double>(count);
  for (std::size_t w = 1; w <= count; ++w) squares += std::pow(value(w) - mean, 2);
  return {mean, std::sqrt(squares / static_cast<double>(count - 1))};
}

}  // namespace

WeightSpread::WeightSpread(const RunHeader& header)
    : header_(header),
      sigmas_(header.weight_names.size(), SigmaEstimate(header.sigma_flux, header.weight_cap)),
      summaries_(header.weight_names.size()),
      differs_(header.weight_names.size(), false) {
  const double highest = header.flux.flux.edges.back();
  distributions_ = {{"p_lepton_mev", 0, highest, lepton_momentum, {}, {}},
                    {"cos_theta_lepton", -1, 1, lepton_cosine, {}, {}},
                    {"t_nucleon_mev", 0, highest, nucleon_kinetic_energy, {}, {}}};
  for (Distribution& distribution : distributions_) {
    distribution.sums.assign(header.weight_names.size(), std::vector<double>(bins, 0.0));
    distribution.cv_squares.assign(bins, 0.0);
  }
}

void WeightSpread::add(const std::vector<RecordedEvent>& events) {
  for (const RecordedEvent& event : events) {
    for (std::size_t w = 0; w < sigmas_.size(); ++w) {
      sigmas_[w].add(event.weights.at(w), event.trials);
      summaries_[w].add(event.weights[w]);
      if (std::abs(event.weights[w] - event.weights[0]) > rounding * event.weights[0]) differs_[w] = true;
    }
    for (Distribution& distribution : distributions_) {
      const double share =
          (distribution.value(event) - distribution.low) / (distribution.high - distribution.low);
      const auto bin = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * bins);
      const std::size_t last = std::min(bin, bins - 1);
      for (std::size_t w = 0; w < sigmas_.size(); ++w) distribution.sums[w][last] += event.weights[w];
      distribution.cv_squares[last] += event.weights[0] * event.weights[0];
    }
  }
}

std::vector<NamedWeightSummary> WeightSpread::weights() const {
  std::vector<NamedWeightSummary> weights;
  const double of_cv = summaries_.front().ress();
  for (std::size_t w = 1; w < sigmas_.size(); ++w) {
    const double ress = summaries_[w].ress();
    weights.push_back({header_.weight_names[w], sigmas_[w].sigma(), sigmas_[w].error(), ress,
                       of_cv > 0 ? ress / of_cv : 0, differs_[w]});
  }
  return weights;
}

std::size_t WeightSpread::band_size() const {
  if (header_.covariance_draws > 0) return static_cast<std::size_t>(header_.covariance_draws);
  return sigmas_.size() - 1;
}

double WeightSpread::per_bin(const Distribution& distribution) const {
  const auto trials = static_cast<double>(std::max<std::int64_t>(sigmas_.front().trials(), 1));
  return header_.sigma_flux * header_.weight_cap / trials * bins / (distribution.high - distribution.low);
}

std::optional<WeightBand> WeightSpread::band() const {
  if (band_size() < 2) return std::nullopt;
  const MeanAndRms sigma = mean_and_rms(band_size(), [&](std::size_t w) { return sigmas_[w].sigma(); });
  WeightBand band{static_cast<std::int64_t>(band_size()), sigma.mean, sigma.rms, {}};
  for (const Distribution& distribution : distributions_) {
    double total = 0, largest = 0;
    for (const double sum : distribution.sums[0]) total += sum;
    for (std::size_t bin = 0; bin < bins; ++bin) {
      const double cv = distribution.sums[0][bin];
      if (!(cv > 0.01 * total)) continue;
      const double rms =
          mean_and_rms(band_size(), [&](std::size_t w) { return distribution.sums[w][bin]; }).rms;
      largest = std::max(largest, rms / cv);
    }
    band.largest_relative_rms[distribution.name] = largest;
  }
  return band;
}

std::string WeightSpread::json() const {
  nlohmann::json result;
  result["fingerprint"] = header_.fingerprint;
  result["sigma"] = "flux-averaged cross section per nucleus, from the events [1e-38 cm^2]";
  result["distributions_are"] =
      "dsigma/dx [1e-38 cm^2 per unit of x]; values beyond the edges are in the outermost bins; rms is the "
      "standard deviation over the draws of the covariance or, without one, over all weights but CV";
  const std::vector<NamedWeightSummary> others = weights();
  for (std::size_t w = 0; w < sigmas_.size(); ++w) {
    const std::string& name = header_.weight_names[w];
    const auto model = header_.weight_models.find(name);
    result["weights"].push_back({{"name", name},
                                 {"model", model == header_.weight_models.end() ? "" : model->second},
                                 {"sigma", sigmas_[w].sigma()},
                                 {"error", sigmas_[w].error()},
                                 {"ress", summaries_[w].ress()},
                                 {"poor", w > 0 && others[w - 1].is_poor()}});
  }
  const auto spread = band();
  if (spread) result["band"] = {{"weights", spread->weights}, {"mean", spread->mean}, {"rms", spread->rms}};
  for (const Distribution& distribution : distributions_) {
    const double scale = per_bin(distribution);
    nlohmann::json& entry = result["distributions"][distribution.name];
    for (std::size_t bin = 0; bin <= bins; ++bin) {
      entry["edges"].push_back(distribution.low +
                               (distribution.high - distribution.low) * static_cast<double>(bin) / bins);
    }
    for (std::size_t bin = 0; bin < bins; ++bin) {
      entry["cv_error"].push_back(scale * std::sqrt(distribution.cv_squares[bin]));
      for (std::size_t w = 0; w < sigmas_.size(); ++w) {
        entry["weights"][header_.weight_names[w]].push_back(scale * distribution.sums[w][bin]);
      }
      if (!spread) continue;
      const MeanAndRms of_bin =
          mean_and_rms(band_size(), [&](std::size_t w) { return scale * distribution.sums[w][bin]; });
      entry["mean"].push_back(of_bin.mean);
      entry["rms"].push_back(of_bin.rms);
    }
  }
  return result.dump(1) + "\n";
}

}  // namespace nereus
