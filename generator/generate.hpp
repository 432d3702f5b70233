#pragma once
// From a flux, a surrogate and the true cross section to weighted events on disk.

#include <memory>
#include <optional>
#include <string>

#include "base/output_stream.hpp"
#include "base/parallel.hpp"
#include "generator/generate_options.hpp"
#include "generator/generation.hpp"
#include "generator/generation_summary.hpp"
#include "generator/shard.hpp"

namespace nereus {

/// The summary in PREFIX.manifest.json, if all its files are there with the recorded SHA-256 and were
/// made from this fingerprint.
std::optional<GenerationSummary> finished_generation(const std::string& prefix,
                                                     const std::string& fingerprint);

/// Draws events and writes PREFIX.h5, PREFIX.hepmc3 (or .hepmc3.gz) and PREFIX.manifest.json. Of a shard:
/// PREFIX.shard2of4.h5 and its manifest, for merge_shards.
///
/// Proposal i uses RandomStream(seed, generation, i) alone, and whether it is accepted RandomStream(seed,
/// acceptance, i): the files are the same for any number of threads and shards, and after a kill and rerun,
/// which loses the block at work. (E_nu, shell) follows Phi(E_nu) sigma_shell(E_nu) exactly, so the weights
/// estimate the flux-averaged cross section without bias; memory does not grow with the number of events.
/// \throws ModelMismatch as check_consistency, and in mode "emulate" for a surrogate of another model;
///         InputError if the flux lies outside the range or is of other neutrinos, for an exposure that
///         cannot be counted, and as pilot_cap
GenerationSummary generate_events(const GenerationInputs& inputs, const GenerateOptions& options,
                                  const std::string& prefix, Threads threads, const Shard& shard = {});

/// The same events as NuHepMC to a stream, without files: a kill loses all.
GenerationSummary stream_events(const GenerationInputs& inputs, const GenerateOptions& options,
                                std::unique_ptr<OutputStream> out, Threads threads);

}  // namespace nereus
