#include "generator/nuhepmc_writer.hpp"

#include <HepMC3/GenCrossSection.h>
#include <HepMC3/GenEvent.h>
#include <HepMC3/GenParticle.h>
#include <HepMC3/GenVertex.h>
#include <HepMC3/WriterAscii.h>
#include <fmt/format.h>

#include <fstream>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/hepmc_attributes.hpp"
#include "generator/nuclear_mass.hpp"
#include "generator/nuhepmc_run_info.hpp"
#include "generator/weight_summary.hpp"

namespace nereus {
namespace {

HepMC3::GenParticlePtr particle(const FourVector& p, int pdg, int status, double mass) {
  auto made = std::make_shared<HepMC3::GenParticle>(HepMC3::FourVector(p.px, p.py, p.pz, p.e), pdg, status);
  made->set_generated_mass(mass);
  return made;
}

/// PDG numbers of the particles of a run.
struct Particles {
  int neutrino, target, lepton, nucleon, residual;

  explicit Particles(const RunHeader& header)
      : neutrino(pdg_probe(header.probe)),
        target(pdg_nucleus(header.target.Z, header.target.A())),
        lepton(pdg_lepton(header.probe)),
        nucleon(header.probe.outgoing(header.struck) == Isospin::proton ? 2212 : 2112),
        residual(pdg_nucleus(header.target.Z - (header.struck == Isospin::proton ? 1 : 0),
                             header.target.A() - 1)) {}
};

}  // namespace

struct NuHepmcWriter::State {
  RunHeader header;
  Particles particles;
  AtomicFile target;
  std::ofstream stream;
  std::shared_ptr<HepMC3::GenRunInfo> run_info;
  std::unique_ptr<HepMC3::WriterAscii> writer;
  HepmcAttribute lab_position, process;
  std::vector<HepmcAttribute> shells;
  WeightSummary weights;

  State(const std::string& path, const RunHeader& run)
      : header(run),
        particles(run),
        target(path),
        stream(target.temporary_path(), std::ios::binary),
        run_info(nuhepmc_run_info(run)),
        writer(std::make_unique<HepMC3::WriterAscii>(stream, run_info)),
        lab_position(hepmc_attribute(std::vector<double>{0, 0, 0})),
        process(hepmc_attribute(std::int64_t{nuhepmc_process})) {
    for (const Shell& shell : run.shells) shells.push_back(hepmc_attribute(label(shell)));
  }

  void write(const RecordedEvent& recorded);

  void refuse_failure() {
    if (!stream) throw FileError(fmt::format("cannot write {} (is the disk full?)", target.temporary_path()));
  }
};

void NuHepmcWriter::State::write(const RecordedEvent& recorded) {
  const auto& [number, event, momenta] = recorded;
  HepMC3::GenEvent record(run_info, HepMC3::Units::MEV, HepMC3::Units::CM);
  record.set_event_number(static_cast<int>(number));
  auto vertex = std::make_shared<HepMC3::GenVertex>();
  vertex->set_status(1);
  vertex->add_particle_in(particle(momenta.neutrino, particles.neutrino, 4, 0));
  vertex->add_particle_in(particle(momenta.target, particles.target, 20, momenta.target.e));
  vertex->add_particle_out(particle(momenta.lepton, particles.lepton, 1, header.masses.lepton));
  vertex->add_particle_out(particle(momenta.nucleon, particles.nucleon, 1, header.masses.nucleon));
  vertex->add_particle_out(particle(momenta.residual, particles.residual, 1, momenta.residual.mass()));
  record.add_vertex(vertex);
  record.weights() = {event.weight};

  // The running estimate counts every trial so far, this one and those of weight zero included.
  weights.add(event.weight);
  auto estimate = std::make_shared<HepMC3::GenCrossSection>();
  record.set_cross_section(estimate);
  const double scale = picobarn_per_fm2 * header.sigma_flux;
  estimate->set_cross_section(scale * weights.mean(), scale * weights.mean_error(), weights.events(),
                              weights.events());

  record.add_attribute("signal_process_id", process);
  record.add_attribute("lab_pos", lab_position);
  record.add_attribute("tot_xs", hepmc_attribute(picobarn_per_fm2 * event.sigma_total));
  record.add_attribute("nereus.shell", shells[event.shell]);
  record.add_attribute("nereus.removal_energy_mev", hepmc_attribute(*event.point.missing_energy));
  record.add_attribute("nereus.missing_momentum_mev", hepmc_attribute(missing_momentum(momenta)));
  writer->write_event(record);
}

NuHepmcWriter::NuHepmcWriter(const std::string& path, const RunHeader& header)
    : state_(std::make_unique<State>(path, header)) {
  state_->refuse_failure();
}

NuHepmcWriter::~NuHepmcWriter() = default;

void NuHepmcWriter::write(const std::vector<RecordedEvent>& events) {
  for (const RecordedEvent& event : events) state_->write(event);
  state_->refuse_failure();
}

void NuHepmcWriter::close() {
  state_->writer->close();
  if (state_->stream.is_open()) state_->stream.close();  // some versions of HepMC3 do it themselves
  state_->refuse_failure();
  state_->target.commit();
}

}  // namespace nereus
