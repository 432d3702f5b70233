#pragma once
// From a flux, a surrogate and the true cross section to weighted events on disk.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/parallel.hpp"
#include "generator/flux.hpp"
#include "generator/generate_options.hpp"
#include "generator/provenance.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus {

/// A written file as the manifest lists it.
struct WrittenFile {
  std::string path;
  std::int64_t bytes = 0;
  std::string sha256;
};

/// What a generation gave. Cross sections per nucleus, averaged over the cut flux.
struct GenerationSummary {
  std::int64_t events = 0;
  std::int64_t zero_weights = 0;  ///< proposals where the cross section vanishes; they count
  double sigma_flux = 0;          ///< by quadrature of the true cross section [fm^2]
  double sigma_events = 0;        ///< sigma_flux x mean(weight) [fm^2]
  double sigma_events_error = 0;  ///< standard error of it [fm^2]
  double ress = 0;                ///< (sum w)^2 / (N sum w^2)
  double max_weight = 0;
  double kept_fraction = 1;           ///< part of the flux inside the range
  double e_nu_min = 0, e_nu_max = 0;  ///< that range [MeV]
  bool reused = false;                ///< the files were there already, whole and made from the same input
  std::map<std::string, WrittenFile> files;  ///< "h5", "hepmc3"
};

/// Refuses inputs that do not belong together; a surrogate trained on another model is only worth a notice.
/// \throws ModelMismatch if the surrogate has other shells than the cross section or does not reach all of
/// its
///         phase space, or the total cross section belongs to another model
void check_consistency(const CrossSection& cross_section, const TotalCrossSection& total,
                       const Surrogate& surrogate);

/// Fingerprint of everything that determines the events.
std::string generation_fingerprint(const CrossSection& cross_section, const TotalCrossSection& total,
                                   const Surrogate& surrogate, const Flux& flux,
                                   const GenerateOptions& options);

/// The summary in PREFIX.manifest.json, if all its files are there with the recorded SHA-256 and were
/// made from this fingerprint.
std::optional<GenerationSummary> finished_generation(const std::string& prefix,
                                                     const std::string& fingerprint);

/// Draws events and writes PREFIX.h5, PREFIX.hepmc3 and PREFIX.manifest.json.
///
/// Event i uses RandomStream(seed, generation, i) alone: the files are the same for any number of
/// threads, and after a kill and rerun. (E_nu, shell) follows Phi(E_nu) sigma_shell(E_nu) exactly, so
/// sigma_flux x mean(weight) estimates the flux-averaged cross section without bias.
/// \throws ModelMismatch as check_consistency; InputError if the flux lies outside the range
GenerationSummary generate_events(const CrossSection& cross_section, const TotalCrossSection& total,
                                  const Surrogate& surrogate, const Flux& flux,
                                  const GenerateOptions& options, const Provenance& provenance,
                                  const std::string& prefix, Threads threads);

}  // namespace nereus
