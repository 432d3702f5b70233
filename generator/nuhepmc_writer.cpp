#include "generator/nuhepmc_writer.hpp"

#include <HepMC3/GenEvent.h>
#include <HepMC3/GenParticle.h>
#include <HepMC3/GenVertex.h>
#include <HepMC3/WriterAscii.h>
#include <fmt/format.h>

#include "generator/hepmc_attributes.hpp"
#include "generator/nuhepmc_run_info.hpp"
#include "generator/sigma_estimate.hpp"

namespace nereus {
namespace {

HepMC3::GenParticlePtr particle(const FourVector& p, int pdg, int status, double mass) {
  auto made = std::make_shared<HepMC3::GenParticle>(HepMC3::FourVector(p.px, p.py, p.pz, p.e), pdg, status);
  made->set_generated_mass(mass);
  return made;
}

/// The text of a GenCrossSection: estimate and error of the first weight, events, trials, the other weights.
/// (The class itself, in version 3.1, writes the numbers of the first weight for all of them.)
HepmcAttribute cross_section_text(const std::vector<SigmaEstimate>& estimates) {
  const SigmaEstimate& first = estimates.front();
  std::string text =
      fmt::format("{:.8e} {:.8e} {} {}", first.sigma(), first.error(), first.events(), first.trials());
  for (std::size_t i = 1; i < estimates.size(); ++i) {
    text += fmt::format(" {:.8e} {:.8e}", estimates[i].sigma(), estimates[i].error());
  }
  return hepmc_attribute(text);
}

}  // namespace

struct NuHepmcWriter::State {
  RunHeader header;
  std::unique_ptr<OutputStream> out;
  std::shared_ptr<HepMC3::GenRunInfo> run_info;
  std::unique_ptr<HepMC3::WriterAscii> writer;
  HepmcAttribute lab_position, process;
  std::vector<HepmcAttribute> shells;
  std::vector<SigmaEstimate> estimates;  ///< of each weight [pb]
  int written = 0;

  State(std::unique_ptr<OutputStream> stream, const RunHeader& run)
      : header(run),
        out(std::move(stream)),
        run_info(nuhepmc_run_info(run)),
        writer(std::make_unique<HepMC3::WriterAscii>(out->stream(), run_info)),
        lab_position(hepmc_attribute(std::vector<double>{0, 0, 0})),
        process(hepmc_attribute(std::int64_t{nuhepmc_process})),
        estimates(run.weight_names.size(),
                  SigmaEstimate(sigma_unit_in_picobarn * run.sigma_flux, run.weight_cap)) {
    for (const ShellRecord& shell : run.shells) shells.push_back(hepmc_attribute(shell.label));
  }

  void write(const RecordedEvent& event);
};

void NuHepmcWriter::State::write(const RecordedEvent& event) {
  const LabMomenta& momenta = event.momenta;
  HepMC3::GenEvent record(run_info, HepMC3::Units::MEV, HepMC3::Units::CM);
  record.set_event_number(written++);
  auto vertex = std::make_shared<HepMC3::GenVertex>();
  vertex->set_status(1);
  vertex->add_particle_in(particle(momenta.neutrino, header.pdg.neutrino, 4, 0));
  vertex->add_particle_in(particle(momenta.target, header.pdg.target, 20, momenta.target.e));
  vertex->add_particle_out(particle(momenta.lepton, header.pdg.lepton, 1, header.masses.lepton));
  vertex->add_particle_out(particle(momenta.nucleon, header.pdg.nucleon, 1, header.masses.nucleon));
  vertex->add_particle_out(particle(momenta.residual, header.pdg.residual, 1, momenta.residual.mass()));
  record.add_vertex(vertex);
  record.weights() = event.weights;

  // The running estimate counts every trial so far, this one and those of weight zero included.
  for (std::size_t i = 0; i < estimates.size(); ++i) estimates[i].add(event.weights.at(i), event.trials);
  record.add_attribute("GenCrossSection", cross_section_text(estimates));
  record.add_attribute("signal_process_id", process);
  record.add_attribute("lab_pos", lab_position);
  record.add_attribute("tot_xs", hepmc_attribute(sigma_unit_in_picobarn * event.sigma_total));
  record.add_attribute("nereus.shell", shells.at(static_cast<std::size_t>(event.shell)));
  record.add_attribute("nereus.removal_energy_mev", hepmc_attribute(event.missing_energy));
  record.add_attribute("nereus.missing_momentum_mev", hepmc_attribute(missing_momentum(momenta)));
  writer->write_event(record);
}

NuHepmcWriter::NuHepmcWriter(std::unique_ptr<OutputStream> out, const RunHeader& header)
    : state_(std::make_unique<State>(std::move(out), header)) {}

NuHepmcWriter::~NuHepmcWriter() = default;

void NuHepmcWriter::write(const std::vector<RecordedEvent>& events) {
  for (const RecordedEvent& event : events) state_->write(event);
  state_->out->refuse_failure();
}

void NuHepmcWriter::close() {
  state_->writer.reset();  // ends the listing; close() and the destructor would end it twice
  state_->out->close();
}

}  // namespace nereus
