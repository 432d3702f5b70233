#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "base/block_store.hpp"
#include "base/error.hpp"
#include "generator/event_file_reader.hpp"
#include "generator/event_file_writer.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "meanfield/meanfield_file.hpp"
#include "surrogate/dataset_file.hpp"
#include "surrogate/surrogate.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/fuzz/scratch_file.hpp"
#include "tests/fuzz/sealed_content.hpp"

namespace nereus::fuzz {
namespace {

/// A kind of file: a small whole one, and how it is read.
struct FileKind {
  const char* kind;
  std::function<void(const std::string&path)> write, read;
};

/// A nucleus of one neutron and one proton in the lowest shell.
void write_tiny_mean_field(const std::string& path) {
  MeanField field;
  field.nucleus = {1, 1};
  field.points = 12;
  field.step = 0.5;
  const Eigen::ArrayXd ones = Eigen::ArrayXd::Ones(field.points);
  field.neutron_potential =
      field.proton_potential = {20 * ones, 0 * ones, 0 * ones, -40 * ones, 0 * ones, 20};
  for (const Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    field.orbitals.push_back(
        {{1, 0, 1, isospin}, -16, 1, ones * std::sqrt(1 / (field.points * field.step)), 0 * ones});
  }
  write_mean_field(path, field);
}

PhaseSpaceModel tiny_phase_space() {
  PhaseSpaceModel phase_space;
  phase_space.shells = {{1, 0, 1, Isospin::neutron}, {1, 1, 3, Isospin::neutron}};
  phase_space.removal_energies = {34, 17};
  phase_space.lepton_mass = 105.66;
  phase_space.nucleon_mass = 938.92;
  return phase_space;
}

void write_tiny_dataset(const std::string& path) {
  Dataset dataset;
  dataset.phase_space = tiny_phase_space();
  dataset.options.points_per_shell = 2;
  dataset.options.held_out_per_shell = 1;
  for (int shell = 0; shell < 2; ++shell) {
    ShellDataset rows;
    rows.e_nu = rows.omega = rows.cos_theta_lepton = rows.cos_theta_n = rows.log_proposal = {1, 2, 3};
    rows.density.resize(3);
    dataset.shells.push_back(rows);
  }
  write_dataset(path, dataset);
}

void write_tiny_surrogate(const std::string& path) {
  FlowOptions flow;
  flow.t_bins = flow.t_width = flow.q_width = flow.p_m_width = flow.phi_width = 4;
  flow.q_bins = flow.p_m_bins = 2;
  flow.t_depth = flow.q_depth = flow.p_m_depth = flow.phi_depth = 1;
  flow.t_embedding = 4;
  SurrogateParts parts = Surrogate::untrained(tiny_phase_space(), 1, flow).parts();
  parts.history = {{{10, 1.5, 0.5}}, {{10, 1.5, 0.5}, {20, 1.0, 0.6}}};
  Surrogate::assemble(std::move(parts)).write(path);
}

void write_tiny_events(const std::string& path) {
  RunHeader header;
  header.provenance.fingerprints = {{"meanfield", "abc"}};
  header.mode = "weighted";
  header.events = 2;
  header.weight_names = {"CV", "other"};
  header.nucleus = "C12";
  header.shells = {{"1s1/2", 34, 0, 34, 1}, {"1p3/2", 17, 0, 17, 1}};
  header.flux.flux = {"flat", "", "arbitrary", {200, 1000}, {1}};
  header.shard = {1, 2};
  EventFileWriter file(path, header);
  RecordedEvent event;
  event.weights = {1, 2};
  file.write({event, event});
  file.close();
}

void read_events(const std::string& path) {
  const EventFileReader file(path);
  const std::int64_t most = 10;
  for (const RecordedEvent& event : file.read(0, static_cast<std::size_t>(std::min(file.events(), most)))) {
    if (event.weights.size() != file.header().weight_names.size())
      throw std::logic_error("a weight is missing");
    if (event.shell < 0 || event.shell >= static_cast<std::int64_t>(file.header().shells.size()))
      throw std::logic_error("an event of no shell was accepted");
  }
}

const std::vector<FileKind>& kinds() {
  static const std::vector<FileKind> all{
      {"meanfield", write_tiny_mean_field, read_mean_field},
      {"total_cross_section",
       [](const std::string& path) {
         const std::vector<double> rising{1, 2, 3, 4, 5, 6, 7, 8};
         TotalCrossSection::from_values(rising, {rising, rising}, "f").write(path);
       },
       TotalCrossSection::read},
      {"dataset", write_tiny_dataset, read_dataset},
      {"surrogate", write_tiny_surrogate, Surrogate::read},
      {"events", write_tiny_events, read_events}};
  return all;
}

/// The untouched content of every kind, made once.
const std::vector<SealedContent>& contents() {
  static const std::vector<SealedContent> all = [] {
    std::vector<SealedContent> made;
    for (const FileKind& kind : kinds()) {
      const ScratchFile file(std::string(kind.kind) + ".h5");
      kind.write(file.path());
      kind.read(file.path());
      made.push_back(read_content(file.path(), kind.kind));
    }
    return made;
  }();
  return all;
}

}  // namespace

void read_sealed_file(const std::string& bytes) {
  if (bytes.empty()) return;
  static const ScratchFile file("sealed.h5");
  const std::size_t chosen = static_cast<unsigned char>(bytes[0]) % kinds().size();
  SealedContent content = contents()[chosen];
  edit(content, bytes.substr(1));
  content.write(file.path());
  try {
    kinds()[chosen].read(file.path());
  } catch (const Error&) {
  }
}

}  // namespace nereus::fuzz
