#include "generator/manifest.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"

namespace nereus {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

/// Files are listed by name: a folder can be moved as a whole.
std::string beside(const std::string& prefix, const std::string& name) {
  return (fs::path(prefix).parent_path() / name).string();
}

GenerationSummary summary_of(const json& manifest, const std::string& prefix) {
  GenerationSummary summary;
  summary.mode = manifest.at("mode");
  summary.biased = manifest.at("biased");
  summary.shard = manifest.at("shard");
  summary.weight_names = manifest.at("weight_names").get<std::vector<std::string>>();
  summary.events = manifest.at("events");
  summary.trials = manifest.at("trials");
  summary.zero_weights = manifest.at("zero_weights");
  summary.overweight_events = manifest.at("overweight_events");
  summary.weight_cap = manifest.at("weight_cap");
  summary.overweight_share = manifest.at("overweight_share");
  summary.sigma_flux = manifest.at("flux_averaged_sigma_1e-38cm2");
  summary.sigma_events = manifest.at("sigma_from_events_1e-38cm2");
  summary.sigma_events_error = manifest.at("sigma_from_events_error_1e-38cm2");
  summary.ress = manifest.at("ress");
  summary.max_weight = manifest.at("max_weight");
  summary.flux = manifest.at("flux");
  summary.kept_fraction = manifest.at("flux_kept_fraction");
  summary.e_nu_min = manifest.at("e_nu_min_mev");
  summary.e_nu_max = manifest.at("e_nu_max_mev");
  if (manifest.contains("expected_events")) summary.expected_events = manifest.at("expected_events");
  for (const json& weight : manifest.value("weights", json::array())) {
    summary.weights.push_back({weight.at("name"), weight.at("sigma_from_events_1e-38cm2"),
                               weight.at("sigma_from_events_error_1e-38cm2"), weight.at("ress"),
                               weight.at("effective_share"), weight.at("differs_from_cv")});
  }
  for (const auto& [kind, file] : manifest.at("files").items()) {
    summary.files[kind] = {beside(prefix, file.at("name")), file.at("bytes"), file.at("sha256")};
  }
  return summary;
}

constexpr const char* own_checksum = "sha256_of_the_rest";

/// Checksum of all other keys.
std::string checksum_of(json manifest) {
  manifest.erase(own_checksum);
  return sha256(manifest.dump());
}

bool is_whole(const WrittenFile& file) {
  std::error_code error;
  const auto bytes = fs::file_size(file.path, error);
  return !error && bytes == static_cast<std::uintmax_t>(file.bytes) &&
         sha256_of_file(file.path) == file.sha256;
}

}  // namespace

std::string manifest_path(const std::string& prefix) { return prefix + ".manifest.json"; }

WrittenFile written_file(const std::string& path) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  if (error) throw FileError("cannot read " + path + " (" + error.message() + ")");
  return {path, static_cast<std::int64_t>(bytes), sha256_of_file(path)};
}

void write_manifest(const std::string& prefix, const std::string& fingerprint,
                    const GenerationSummary& summary, const Provenance& provenance) {
  json manifest;
  manifest["program"] = "nereus";
  manifest["version"] = provenance.version;
  manifest["fingerprint"] = fingerprint;
  manifest["made_from"] = provenance.fingerprints;
  manifest["evaluator"] = provenance.evaluator;
  manifest["certificate"] = provenance.certificate;
  manifest["mode"] = summary.mode;
  manifest["biased"] = summary.biased;
  manifest["shard"] = summary.shard;
  manifest["weight_names"] = summary.weight_names;
  manifest["events"] = summary.events;
  manifest["trials"] = summary.trials;
  manifest["acceptance"] = summary.acceptance();
  manifest["zero_weights"] = summary.zero_weights;
  manifest["overweight_events"] = summary.overweight_events;
  manifest["weight_cap"] = summary.weight_cap;
  manifest["overweight_share"] = summary.overweight_share;
  manifest["flux_averaged_sigma_1e-38cm2"] = summary.sigma_flux;
  manifest["sigma_from_events_1e-38cm2"] = summary.sigma_events;
  manifest["sigma_from_events_error_1e-38cm2"] = summary.sigma_events_error;
  manifest["ress"] = summary.ress;
  manifest["max_weight"] = summary.max_weight;
  manifest["flux"] = summary.flux;
  manifest["flux_kept_fraction"] = summary.kept_fraction;
  manifest["e_nu_min_mev"] = summary.e_nu_min;
  manifest["e_nu_max_mev"] = summary.e_nu_max;
  if (summary.expected_events) manifest["expected_events"] = *summary.expected_events;
  for (const NamedWeightSummary& weight : summary.weights) {
    manifest["weights"].push_back({{"name", weight.name},
                                   {"sigma_from_events_1e-38cm2", weight.sigma},
                                   {"sigma_from_events_error_1e-38cm2", weight.error},
                                   {"ress", weight.ress},
                                   {"effective_share", weight.effective_share},
                                   {"differs_from_cv", weight.differs}});
  }
  for (const auto& [kind, file] : summary.files) {
    manifest["files"][kind] = {{"name", fs::path(file.path).filename().string()},
                               {"bytes", file.bytes},
                               {"events", summary.events},
                               {"sha256", file.sha256}};
  }
  manifest[own_checksum] = checksum_of(manifest);
  write_text_file(manifest_path(prefix), manifest.dump(2) + "\n");
}

std::optional<GenerationSummary> read_manifest(const std::string& prefix, const std::string& fingerprint) {
  std::error_code error;
  if (!fs::is_regular_file(manifest_path(prefix), error)) return std::nullopt;
  try {
    const json manifest = json::parse(read_text_file(manifest_path(prefix)));
    if (manifest.at("fingerprint") != fingerprint) return std::nullopt;
    if (manifest.at(own_checksum) != checksum_of(manifest)) return std::nullopt;
    const GenerationSummary summary = summary_of(manifest, prefix);
    for (const auto& [kind, file] : summary.files) {
      if (!is_whole(file)) return std::nullopt;
    }
    return summary;
  } catch (const json::exception&) {
    return std::nullopt;  // a damaged manifest vouches for nothing
  }
}

}  // namespace nereus
