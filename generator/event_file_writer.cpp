#include "generator/event_file_writer.hpp"

#include <algorithm>

#include "generator/event_columns.hpp"
#include "generator/exposure.hpp"

namespace nereus {
namespace {

/// How to make a cross section of the events, in words.
std::string estimate_text(const RunHeader& header) {
  if (header.biased) {
    return "biased: the events follow the surrogate alone; flux_averaged_sigma is by quadrature of the true "
           "cross section and is not tested by these events";
  }
  return "flux_averaged_sigma * weight_cap * sum(weight) / sum(trials) estimates the flux-averaged cross "
         "section per nucleus; a differential one is flux_averaged_sigma * histogram(weight) / sum(weight). "
         "Of a model NAME: weight_NAME in their numerators, all else unchanged";
}

/// One number of every event.
template <class Number>
std::vector<Number> column_of(const std::vector<RecordedEvent>& events, Number RecordedEvent::*value) {
  std::vector<Number> column(events.size());
  std::transform(events.begin(), events.end(), column.begin(),
                 [value](const RecordedEvent& event) { return event.*value; });
  return column;
}

}  // namespace

EventFileWriter::EventFileWriter(const std::string& path, const RunHeader& header)
    : file_(path, "events"), header_(header) {
  write({});  // every column is there, also if a shard has no events
}

void EventFileWriter::write(const std::vector<RecordedEvent>& events) {
  for (const NumberColumn& column : number_columns) {
    if (column.from_truth && header_.biased) continue;
    file_.append(std::string(event_group) + column.name,
                 Hdf5Array{{events.size()}, column_of(events, column.value)}, column.units,
                 column.compression);
  }
  for (const IntegerColumn& column : integer_columns) {
    file_.append(std::string(event_group) + column.name, column_of(events, column.value), "1");
  }
  for (const VectorColumn& column : vector_columns) {
    Hdf5Array array{{events.size(), 4}, {}};
    array.values.reserve(4 * events.size());
    for (const RecordedEvent& event : events) {
      const FourVector& p = event.momenta.*column.value;
      array.values.insert(array.values.end(), {p.e, p.px, p.py, p.pz});
    }
    file_.append(std::string(event_group) + column.name, array, "MeV", column.compression);
  }
  for (std::size_t i = 0; i < header_.weight_names.size(); ++i) {
    Hdf5Array array{{events.size()}, {}};
    for (const RecordedEvent& event : events) array.values.push_back(event.weights.at(i));
    file_.append(event_group + weight_column(header_.weight_names[i]), array, "1", Compression::none);
  }
}

void EventFileWriter::write_run() {
  file_.attribute("/", "version", header_.provenance.version);
  file_.attribute("/", "card", header_.provenance.card);
  file_.attribute("/", "evaluator", header_.provenance.evaluator);
  file_.attribute("/", "certificate", header_.provenance.certificate);
  file_.attribute("/", "seed", header_.seed);
  file_.attribute("/", "fingerprint", header_.fingerprint);
  std::vector<std::string> made_from;
  for (const auto& [name, digest] : header_.provenance.fingerprints) {
    file_.attribute("/", "fingerprint_" + name, digest);
    made_from.push_back(name);
  }
  file_.attribute("/", "made_from", made_from);
  const std::string events = "/events";
  std::vector<std::string> labels;
  for (const ShellRecord& shell : header_.shells) labels.push_back(shell.label);
  file_.attribute(events, "shells", labels);
  file_.attribute(events, "mode", header_.mode);
  file_.attribute(events, "biased", std::int64_t{header_.biased});
  file_.attribute(events, "events_of_run", header_.events);
  file_.attribute(events, "weight_names", header_.weight_names);
  for (const auto& [name, model] : header_.weight_models) {
    file_.attribute(event_group + weight_column(name), "model", model);
  }
  if (header_.covariance_draws > 0) file_.attribute(events, "covariance_draws", header_.covariance_draws);
  file_.attribute(events, "weight_cap", header_.weight_cap);
  file_.attribute(events, "flux_averaged_sigma_1e-38cm2", header_.sigma_flux);
  file_.attribute(events, "nucleus", header_.nucleus);
  file_.attribute(events, "target_mass_mev", header_.masses.target);
  file_.attribute(events, "lepton_mass_mev", header_.masses.lepton);
  file_.attribute(events, "nucleon_mass_mev", header_.masses.nucleon);
  file_.attribute(events, "pdg_neutrino", std::int64_t{header_.pdg.neutrino});
  file_.attribute(events, "pdg_target", std::int64_t{header_.pdg.target});
  file_.attribute(events, "pdg_lepton", std::int64_t{header_.pdg.lepton});
  file_.attribute(events, "pdg_nucleon", std::int64_t{header_.pdg.nucleon});
  file_.attribute(events, "pdg_residual", std::int64_t{header_.pdg.residual});
  file_.attribute(events, "four_momenta",
                  std::string("E, px, py, pz in the laboratory: beam along +z, target at rest"));
  file_.attribute(events, "estimate", estimate_text(header_));
  if (header_.shard.is_whole()) return;
  file_.attribute(events, "shard", header_.shard.text());
  file_.attribute(events, "hepmc3", std::int64_t{header_.formats.hepmc3});
  file_.attribute(events, "hepmc3_gz", std::int64_t{header_.formats.hepmc3_gz});
}

void EventFileWriter::write_shells() {
  const auto column = [&](const std::string& name, const std::string& units, double ShellRecord::*member) {
    std::vector<double> values;
    for (const ShellRecord& shell : header_.shells) values.push_back(shell.*member);
    file_.write("/shells/" + name, values, units);
  };
  column("removal_energy_mev", "MeV", &ShellRecord::removal_energy);
  column("missing_energy_fwhm_mev", "MeV", &ShellRecord::fwhm);
  column("missing_energy_threshold_mev", "MeV", &ShellRecord::threshold);
  column("spectroscopic_factor", "1", &ShellRecord::spectroscopic_factor);
}

void EventFileWriter::write_flux() {
  const Flux& flux = header_.flux.flux;
  const std::string events = "/events";
  file_.attribute(events, "flux", flux.name);
  file_.attribute(events, "flux_kept_fraction", header_.flux.kept_fraction);
  file_.attribute(events, "e_nu_min_mev", header_.e_nu_min);
  file_.attribute(events, "e_nu_max_mev", header_.e_nu_max);
  if (header_.exposure.is_asked()) {
    file_.attribute(events, "pot", header_.exposure.pot);
    file_.attribute(events, "target_mass_t", header_.exposure.target_mass_t);
    file_.attribute(events, "expected_events", expected_events(header_));
  }
  file_.write("/flux/edges_mev", flux.edges, "MeV");
  file_.write("/flux/density_per_mev", flux.density, "MeV^-1, of any normalisation");
  file_.attribute("/flux", "origin", flux.origin);
  file_.attribute("/flux", "unit_of_source", flux.unit);
  if (flux.per_cm2_pot) file_.attribute("/flux", "integral_to_neutrinos_per_cm2_and_pot", *flux.per_cm2_pot);
}

void EventFileWriter::close() {
  write_shells();
  write_flux();
  write_run();
  file_.close();
}

}  // namespace nereus
