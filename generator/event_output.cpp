#include "generator/event_output.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/atomic_file.hpp"
#include "generator/exposure.hpp"
#include "generator/manifest.hpp"

namespace nereus {
namespace {

std::unique_ptr<WeightSpread> make_spread(const RunHeader& header) {
  if (header.weight_names.size() < 2) return nullptr;
  return std::make_unique<WeightSpread>(header);
}

}  // namespace

FileLock lock_outputs(const std::string& prefix) {
  make_folder_of(prefix);
  return FileLock(
      prefix + ".lock", FileLock::IfHeld::fail,
      fmt::format("cannot write {} (another process is writing events there); wait for it, or choose "
                  "another --out",
                  prefix));
}

std::string hepmc3_path(const std::string& prefix, const OutputFormats& formats) {
  return prefix + (formats.hepmc3_gz ? ".hepmc3.gz" : ".hepmc3");
}

EventOutput::EventOutput(const RunHeader& header, const std::string& prefix)
    : header_(header),
      prefix_(prefix),
      event_file_(std::make_unique<EventFileWriter>(prefix + ".h5", header)),
      sigma_(header.sigma_flux, header.weight_cap),
      spread_(make_spread(header)) {
  if (header.formats.hepmc3 && header.shard.is_whole()) {
    hepmc_ =
        std::make_unique<NuHepmcWriter>(OutputStream::to_file(hepmc3_path(prefix, header.formats)), header);
  }
}

EventOutput::EventOutput(const RunHeader& header, std::unique_ptr<OutputStream> hepmc3)
    : header_(header),
      hepmc_(std::make_unique<NuHepmcWriter>(std::move(hepmc3), header)),
      sigma_(header.sigma_flux, header.weight_cap),
      spread_(make_spread(header)) {}

void EventOutput::write(const std::vector<RecordedEvent>& events) {
  if (event_file_) event_file_->write(events);
  if (hepmc_) hepmc_->write(events);
  if (spread_) spread_->add(events);
  const bool unweighted = header_.mode == "unweighted";
  for (const RecordedEvent& event : events) {
    const double weight = event.weights.front();
    weights_.add(weight);
    sigma_.add(weight, event.trials);
    if (unweighted && weight > 1) {
      ++overweight_;
      above_one_ += weight - 1;
    }
  }
}

GenerationSummary EventOutput::close() {
  GenerationSummary summary;
  summary.mode = header_.mode;
  summary.biased = header_.biased;
  summary.shard = header_.shard.text();
  summary.weight_names = header_.weight_names;
  summary.events = weights_.events();
  summary.trials = sigma_.trials();
  summary.zero_weights = weights_.zeros();
  summary.overweight_events = overweight_;
  summary.weight_cap = header_.weight_cap;
  const double sum_of_weights = weights_.mean() * static_cast<double>(weights_.events());
  summary.overweight_share = sum_of_weights > 0 ? above_one_ / sum_of_weights : 0;
  summary.sigma_flux = header_.sigma_flux;
  summary.sigma_events = sigma_.sigma();
  summary.sigma_events_error = sigma_.error();
  summary.ress = weights_.ress();
  summary.max_weight = weights_.max();
  summary.flux = header_.flux.flux.name;
  summary.kept_fraction = header_.flux.kept_fraction;
  summary.e_nu_min = header_.e_nu_min;
  summary.e_nu_max = header_.e_nu_max;
  if (header_.exposure.is_asked()) summary.expected_events = expected_events(header_);
  if (spread_) {
    summary.weights = spread_->weights();
    summary.band = spread_->band();
  }
  if (event_file_) event_file_->close();
  if (hepmc_) hepmc_->close();
  if (event_file_) {
    summary.files["h5"] = written_file(prefix_ + ".h5");
    if (spread_ && header_.shard.is_whole()) {
      const std::string path = prefix_ + ".variations.json";
      write_text_file(path, spread_->json());
      summary.files["variations"] = written_file(path);
    }
    if (hepmc_) summary.files["hepmc3"] = written_file(hepmc3_path(prefix_, header_.formats));
  }
  return summary;
}

}  // namespace nereus
