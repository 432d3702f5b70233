#pragma once
// PREFIX.manifest.json: what a generation gave, and the files it wrote with their checksums. Truncated text
// files read silently as fewer events; the manifest tells. It has a checksum of its own.

#include <optional>
#include <string>

#include "generator/generation_summary.hpp"
#include "generator/provenance.hpp"

namespace nereus {

std::string manifest_path(const std::string& prefix);

/// Bytes and SHA-256 of a file just written. \throws FileError
WrittenFile written_file(const std::string& path);

void write_manifest(const std::string& prefix, const std::string& fingerprint,
                    const GenerationSummary& summary, const Provenance& provenance);

/// The summary of a finished generation, if the manifest is of this fingerprint and every file it lists is
/// there, whole.
std::optional<GenerationSummary> read_manifest(const std::string& prefix, const std::string& fingerprint);

}  // namespace nereus
