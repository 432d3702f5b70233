#pragma once
// What all events of a run share: the head of every output format.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "generator/exposure_options.hpp"
#include "generator/flux.hpp"
#include "generator/generate_options.hpp"
#include "generator/lab_momenta.hpp"
#include "generator/provenance.hpp"
#include "generator/shard.hpp"
#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// Strength of a shell in missing energy [MeV].
struct ShellRecord {
  std::string label;          ///< "1p3/2"
  double removal_energy = 0;  ///< centre
  double fwhm = 0;            ///< full width at half maximum, 0: a line
  double threshold = 0;       ///< smallest missing energy
  double spectroscopic_factor = 1;
};

/// PDG numbers of the particles of a run.
struct ParticleNumbers {
  int neutrino = 0, target = 0, lepton = 0, nucleon = 0, residual = 0;
};

/// Which files a run writes besides PREFIX.h5.
struct OutputFormats {
  bool hepmc3 = true;      ///< PREFIX.hepmc3
  bool hepmc3_gz = false;  ///< compressed, as PREFIX.hepmc3.gz
};

/// Plain numbers and words, so that it can be read back from a file of events.
struct RunHeader {
  Provenance provenance;
  std::string fingerprint;  ///< of everything that determines the events
  std::string mode;         ///< see GenerationMode
  bool biased = false;      ///< the events follow the surrogate, not the cross section
  std::int64_t seed = 0;
  std::int64_t events = 0;  ///< of the whole run
  std::vector<std::string> weight_names{"CV"};
  std::map<std::string, std::string> weight_models;  ///< of the others: in what they differ from "CV"
  std::int64_t covariance_draws = 0;                 ///< so many names after "CV" are draws of one covariance
  double weight_cap = 1;  ///< accept-reject: what a weight of 1 stands for; otherwise 1
  std::string nucleus;    ///< "C12"
  ParticleNumbers pdg;
  RecordMasses masses;
  std::vector<ShellRecord> shells;
  CutFlux flux;                       ///< the part of the flux that was used
  double e_nu_min = 0, e_nu_max = 0;  ///< range it was cut to [MeV]
  double sigma_flux = 0;              ///< flux-averaged cross section per nucleus by quadrature [1e-38 cm^2]
  ExposureOptions exposure;           ///< asks for the number of interactions, if not zero
  OutputFormats formats;
  Shard shard;  ///< the part of the run that is meant
};

/// Head of a run; the target mass comes from the table.
/// \throws InputError for a nucleus without a tabulated mass
RunHeader make_run_header(const CrossSection& cross_section);

}  // namespace nereus
