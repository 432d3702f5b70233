#pragma once
// What goes into the output files, and the HDF5 one.

#include <cstdint>
#include <string>
#include <vector>

#include "base/sealed_file.hpp"
#include "generator/event.hpp"
#include "generator/flux.hpp"
#include "generator/lab_momenta.hpp"
#include "generator/provenance.hpp"
#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// What all events of a run share; the same for every output format.
struct RunHeader {
  Provenance provenance;
  std::string fingerprint;  ///< of everything that determines the events
  std::string mode;         ///< "weighted", "baseline"
  std::int64_t seed = 0, events = 0;
  Nucleus target;
  Probe probe;
  Isospin struck = Isospin::neutron;  ///< the nucleon that was struck
  std::vector<Shell> shells;
  std::vector<ShellStrength> strengths;  ///< of each shell in missing energy
  RecordMasses masses;
  CutFlux flux;                       ///< the part of the flux that was used
  double e_nu_min = 0, e_nu_max = 0;  ///< range it was cut to [MeV]
  double sigma_flux = 0;              ///< flux-averaged cross section by quadrature [fm^2]
};

/// Header of a run; the target mass comes from the table.
/// \throws InputError for a nucleus without a tabulated mass
RunHeader make_run_header(const CrossSection& cross_section);

/// An event with its four-momenta: what the writers take.
struct RecordedEvent {
  std::int64_t number = 0;
  Event event;
  LabMomenta momenta;
};

/// PREFIX.h5: group /events with one dataset per quantity, sealed.
class EventFileWriter {
 public:
  EventFileWriter(const std::string& path, const RunHeader& header);
  void write(const std::vector<RecordedEvent>& events);
  /// Adds the flux and makes the file appear. \throws FileError
  void close();

 private:
  void write_attributes();
  void write_shells();
  SealedFileWriter file_;
  RunHeader header_;
  std::vector<std::int64_t> shell_;
};

}  // namespace nereus
