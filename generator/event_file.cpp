#include "generator/event_file.hpp"

#include <cmath>

#include "generator/nuclear_mass.hpp"

namespace nereus {
namespace {

// The one place where cross sections of the HDF5 output become cm^2: 1 fm^2 = 1e-26 cm^2.
constexpr double sigma_unit = 1e12;    // fm^2 in 1e-38 cm^2
constexpr double d4sigma_unit = 1e16;  // fm^2 in 1e-42 cm^2

const std::string group = "/events/";

}  // namespace

RunHeader make_run_header(const CrossSection& cross_section) {
  RunHeader header;
  header.target = cross_section.nucleus();
  header.probe = cross_section.probe();
  header.struck = struck_by_neutrinos(header.probe, "no events");
  header.shells = cross_section.shells();
  for (std::size_t shell = 0; shell < header.shells.size(); ++shell) {
    header.strengths.push_back(cross_section.strength(shell));
  }
  const bool proton_out = header.probe.outgoing(header.struck) == Isospin::proton;
  header.masses = {nuclear_mass(header.target), header.probe.lepton_mass,
                   proton_out ? proton_mass : neutron_mass};
  return header;
}

EventFileWriter::EventFileWriter(const std::string& path, const RunHeader& header)
    : file_(path, "events"), header_(header) {}

void EventFileWriter::write(const std::vector<RecordedEvent>& events) {
  const auto column = [&](const std::string& name, const std::string& units, auto value) {
    Hdf5Array array{{events.size()}, {}};
    for (const RecordedEvent& recorded : events) array.values.push_back(value(recorded.event));
    file_.append(group + name, array, units);
  };
  column("e_nu_mev", "MeV", [](const Event& e) { return e.point.e_nu; });
  column("missing_energy_mev", "MeV", [](const Event& e) { return *e.point.missing_energy; });
  column("omega_mev", "MeV", [](const Event& e) { return e.point.omega; });
  column("cos_theta_mu", "1", [](const Event& e) { return e.point.cos_theta_lepton; });
  column("theta_n", "rad", [](const Event& e) { return std::acos(e.point.cos_theta_n); });
  column("phi_n", "rad", [](const Event& e) { return e.point.phi_n; });
  column("lepton_azimuth", "rad", [](const Event& e) { return e.lepton_azimuth; });
  column("weight", "1", [](const Event& e) { return e.weight; });
  column("log_q", "ln(MeV^-1 sr^-1)", [](const Event& e) { return e.log_q; });
  column("d4sigma_1e-42cm2_per_mev_sr", "1e-42 cm^2 MeV^-1 sr^-1",
         [](const Event& e) { return d4sigma_unit * e.d4sigma; });
  column("sigma_shell_1e-38cm2", "1e-38 cm^2", [](const Event& e) { return sigma_unit * e.sigma_shell; });
  column("sigma_total_1e-38cm2", "1e-38 cm^2", [](const Event& e) { return sigma_unit * e.sigma_total; });
  for (const RecordedEvent& recorded : events)
    shell_.push_back(static_cast<std::int64_t>(recorded.event.shell));

  const auto vectors = [&](const std::string& name, FourVector LabMomenta::*member) {
    Hdf5Array array{{events.size(), 4}, {}};
    for (const RecordedEvent& recorded : events) {
      const FourVector& p = recorded.momenta.*member;
      array.values.insert(array.values.end(), {p.e, p.px, p.py, p.pz});
    }
    file_.append(group + name, array, "MeV");
  };
  vectors("neutrino_p4_mev", &LabMomenta::neutrino);
  vectors("lepton_p4_mev", &LabMomenta::lepton);
  vectors("nucleon_p4_mev", &LabMomenta::nucleon);
  vectors("residual_p4_mev", &LabMomenta::residual);
}

void EventFileWriter::write_attributes() {
  std::vector<std::string> shells;
  for (const Shell& shell : header_.shells) shells.push_back(label(shell));
  const std::string events = "/events";
  file_.attribute(events, "shells", shells);
  file_.attribute(events, "mode", header_.mode);
  file_.attribute(events, "flux_averaged_sigma_1e-38cm2", sigma_unit * header_.sigma_flux);
  file_.attribute(events, "flux", header_.flux.flux.name);
  file_.attribute(events, "flux_kept_fraction", header_.flux.kept_fraction);
  file_.attribute(events, "e_nu_min_mev", header_.e_nu_min);
  file_.attribute(events, "e_nu_max_mev", header_.e_nu_max);
  file_.attribute(events, "nucleus", header_.target.name());
  file_.attribute(events, "target_mass_mev", header_.masses.target);
  file_.attribute(events, "pdg_neutrino", std::int64_t{pdg_probe(header_.probe)});
  file_.attribute(events, "pdg_lepton", std::int64_t{pdg_lepton(header_.probe)});
  file_.attribute(events, "four_momenta",
                  std::string("E, px, py, pz in the laboratory: beam along +z, target at rest"));
  file_.attribute(
      events, "estimate",
      std::string("flux_averaged_sigma * mean(weight) estimates the flux-averaged cross section per "
                  "nucleus without bias"));
  file_.attribute("/", "version", header_.provenance.version);
  file_.attribute("/", "card", header_.provenance.card);
  file_.attribute("/", "evaluator", header_.provenance.evaluator);
  file_.attribute("/", "certificate", header_.provenance.certificate);
  file_.attribute("/", "seed", header_.seed);
  file_.attribute("/", "fingerprint", header_.fingerprint);
  for (const auto& [name, digest] : header_.provenance.fingerprints) {
    file_.attribute("/", "fingerprint_" + name, digest);
  }
}

void EventFileWriter::write_shells() {
  std::vector<double> centres, widths, thresholds, factors;
  for (const ShellStrength& strength : header_.strengths) {
    centres.push_back(strength.centre());
    widths.push_back(strength.fwhm());
    thresholds.push_back(strength.threshold());
    factors.push_back(strength.factor());
  }
  file_.write("/shells/removal_energy_mev", centres, "MeV");
  file_.write("/shells/missing_energy_fwhm_mev", widths, "MeV");
  file_.write("/shells/missing_energy_threshold_mev", thresholds, "MeV");
  file_.write("/shells/spectroscopic_factor", factors, "1");
}

void EventFileWriter::close() {
  file_.write(group + "shell", shell_, "1");
  write_shells();
  file_.write("/flux/edges_mev", header_.flux.flux.edges, "MeV");
  file_.write("/flux/density_per_mev", header_.flux.flux.density, header_.flux.flux.unit);
  file_.attribute("/flux", "origin", header_.flux.flux.origin);
  write_attributes();
  file_.close();
}

}  // namespace nereus
