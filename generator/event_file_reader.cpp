#include "generator/event_file_reader.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>

#include "base/error.hpp"
#include "generator/event_columns.hpp"

namespace nereus {
namespace {

const std::string group = "/events";

/// Largest whole number that a double holds exactly.
constexpr std::int64_t largest_count = 9007199254740991;

Provenance read_provenance(const SealedFileReader& file) {
  Provenance provenance{file.text_attribute("/", "card"),
                        file.text_attribute("/", "version"),
                        {},
                        file.text_attribute("/", "evaluator"),
                        file.text_attribute("/", "certificate")};
  for (const std::string& name : file.list_attribute("/", "made_from")) {
    provenance.fingerprints[name] = file.text_attribute("/", "fingerprint_" + name);
  }
  return provenance;
}

std::vector<ShellRecord> read_shells(const SealedFileReader& file) {
  std::vector<ShellRecord> shells;
  for (const std::string& label : file.list_attribute(group, "shells")) {
    ShellRecord shell;
    shell.label = label;
    shells.push_back(shell);
  }
  const auto column = [&](const std::string& name, double ShellRecord::*member) {
    const std::vector<double> values = file.read_numbers("/shells/" + name, shells.size());
    for (std::size_t i = 0; i < shells.size(); ++i) shells[i].*member = values[i];
  };
  column("removal_energy_mev", &ShellRecord::removal_energy);
  column("missing_energy_fwhm_mev", &ShellRecord::fwhm);
  column("missing_energy_threshold_mev", &ShellRecord::threshold);
  column("spectroscopic_factor", &ShellRecord::spectroscopic_factor);
  return shells;
}

CutFlux read_cut_flux(const SealedFileReader& file) {
  CutFlux cut;
  cut.kept_fraction = file.number_attribute(group, "flux_kept_fraction");
  cut.flux.name = file.text_attribute(group, "flux");
  cut.flux.origin = file.text_attribute("/flux", "origin");
  cut.flux.unit = file.text_attribute("/flux", "unit_of_source");
  const std::string normalisation = "integral_to_neutrinos_per_cm2_and_pot";
  if (file.has_attribute("/flux", normalisation)) {
    cut.flux.per_cm2_pot = file.number_attribute("/flux", normalisation);
  }
  cut.flux.density = file.read("/flux/density_per_mev").values;
  cut.flux.edges = file.read_numbers("/flux/edges_mev", cut.flux.density.size() + 1);
  return cut;
}

RunHeader read_header(const SealedFileReader& file) {
  const auto number = [&](const std::string& name) { return file.number_attribute(group, name); };
  const auto pdg = [&](const std::string& name) {
    constexpr std::int64_t largest_pdg = std::numeric_limits<int>::max();
    return static_cast<int>(file.integer_attribute(group, "pdg_" + name, -largest_pdg, largest_pdg));
  };
  RunHeader header;
  header.provenance = read_provenance(file);
  header.fingerprint = file.text_attribute("/", "fingerprint");
  header.mode = file.text_attribute(group, "mode");
  header.biased = number("biased") != 0;
  header.seed = file.integer_attribute("/", "seed", 0, largest_count);
  header.events = file.integer_attribute(group, "events_of_run", 0, largest_count);
  header.weight_names = file.list_attribute(group, "weight_names");
  for (const std::string& name : header.weight_names) {
    const std::string column = event_group + weight_column(name);
    if (file.has_attribute(column, "model"))
      header.weight_models[name] = file.text_attribute(column, "model");
  }
  if (file.has_attribute(group, "covariance_draws")) {
    header.covariance_draws = file.integer_attribute(group, "covariance_draws", 0, largest_count);
  }
  header.weight_cap = number("weight_cap");
  header.nucleus = file.text_attribute(group, "nucleus");
  header.pdg = {pdg("neutrino"), pdg("target"), pdg("lepton"), pdg("nucleon"), pdg("residual")};
  header.masses = {number("target_mass_mev"), number("lepton_mass_mev"), number("nucleon_mass_mev")};
  header.shells = read_shells(file);
  header.flux = read_cut_flux(file);
  header.e_nu_min = number("e_nu_min_mev");
  header.e_nu_max = number("e_nu_max_mev");
  if (file.has_attribute(group, "pot")) header.exposure = {number("pot"), number("target_mass_t")};
  header.sigma_flux = number("flux_averaged_sigma_1e-38cm2");
  if (file.has_attribute(group, "shard")) {
    header.shard = parse_shard(file.text_attribute(group, "shard"));
    header.formats = {number("hepmc3") != 0, number("hepmc3_gz") != 0};
  }
  return header;
}

void require_size(const SealedFileReader& file, const std::string& name, std::size_t size, std::size_t count,
                  std::size_t width) {
  if (size == count * width) return;
  throw FileError(fmt::format("{}: {} has {} numbers for {} events ({} are needed)", file.path(), name, size,
                              count, count * width));
}

/// Rows of a column as they must be: `width` numbers each. \throws FileError
std::vector<double> read_column(const SealedFileReader& file, const std::string& name, std::size_t first,
                                std::size_t count, std::size_t width) {
  Hdf5Array array = file.read_rows(event_group + name, first, count);
  require_size(file, name, array.values.size(), count, width);
  return std::move(array.values);
}

std::vector<std::int64_t> read_integer_column(const SealedFileReader& file, const std::string& name,
                                              std::size_t first, std::size_t count) {
  std::vector<std::int64_t> values = file.read_integer_rows(event_group + name, first, count);
  require_size(file, name, values.size(), count, 1);
  return values;
}

void require_shells(const SealedFileReader& file, const std::vector<RecordedEvent>& events,
                    std::size_t shells) {
  for (const RecordedEvent& event : events) {
    if (event.shell < 0 || event.shell >= static_cast<std::int64_t>(shells)) {
      throw FileError(fmt::format("{}: an event has shell {} (there are {}, counted from 0)", file.path(),
                                  event.shell, shells));
    }
  }
}

}  // namespace

EventFileReader::EventFileReader(const std::string& path) : file_(path, "events") {
  header_ = read_header(file_);
  events_ = static_cast<std::int64_t>(file_.rows(std::string(event_group) + "proposal"));
}

std::vector<RecordedEvent> EventFileReader::read(std::int64_t first, std::size_t count) const {
  const auto begin = static_cast<std::size_t>(first);
  std::vector<RecordedEvent> events(count);
  for (const NumberColumn& column : number_columns) {
    if (column.from_truth && header_.biased) continue;
    const std::vector<double> values = read_column(file_, column.name, begin, count, 1);
    for (std::size_t i = 0; i < count; ++i) events[i].*column.value = values[i];
  }
  for (const IntegerColumn& column : integer_columns) {
    const std::vector<std::int64_t> values = read_integer_column(file_, column.name, begin, count);
    for (std::size_t i = 0; i < count; ++i) events[i].*column.value = values[i];
  }
  for (const VectorColumn& column : vector_columns) {
    const std::vector<double> values = read_column(file_, column.name, begin, count, 4);
    for (std::size_t i = 0; i < count; ++i) {
      const double* p = &values[4 * i];
      events[i].momenta.*column.value = {p[0], p[1], p[2], p[3]};
    }
  }
  for (const std::string& name : header_.weight_names) {
    const std::vector<double> values = read_column(file_, weight_column(name), begin, count, 1);
    for (std::size_t i = 0; i < count; ++i) events[i].weights.push_back(values[i]);
  }
  require_shells(file_, events, header_.shells.size());
  for (RecordedEvent& event : events) event.momenta.target = target_at_rest(header_.masses);
  return events;
}

}  // namespace nereus
