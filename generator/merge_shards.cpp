#include "generator/merge_shards.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/open_files.hpp"
#include "base/progress.hpp"
#include "generator/block_plan.hpp"
#include "generator/event_file_reader.hpp"
#include "generator/event_output.hpp"
#include "generator/manifest.hpp"

namespace nereus {
namespace {

using Readers = std::vector<std::unique_ptr<EventFileReader>>;

void refuse_other_run(const EventFileReader& first, const EventFileReader& other) {
  const RunHeader &a = first.header(), &b = other.header();
  const auto refuse = [&](const std::string& why) {
    throw ModelMismatch(
        fmt::format("{} and {} are not parts of one run ({})", first.path(), other.path(), why));
  };
  if (a.shard.count != b.shard.count) {
    refuse(fmt::format("one is part {}, the other {}", a.shard.text(), b.shard.text()));
  }
  if (a.fingerprint != b.fingerprint) {
    refuse("their fingerprints differ: other settings, model, surrogate or flux");
  }
  if (a.provenance.version != b.provenance.version) {
    refuse(fmt::format("written by versions {} and {}", a.provenance.version, b.provenance.version));
  }
  if (a.provenance.card != b.provenance.card) refuse("their cards differ");
}

/// The shards in their order, complete.
Readers open_shards(const std::vector<std::string>& paths) {
  if (paths.empty()) throw InputError("nothing to merge (no shards are given)");
  constexpr std::size_t others = 64;  // outputs, libraries, the terminal
  allow_open_files(paths.size() + others);
  Readers readers;
  for (const std::string& path : paths) {
    readers.push_back(std::make_unique<EventFileReader>(path));
    if (readers.back()->header().shard.is_whole()) {
      throw InputError(fmt::format("{} is no shard (it holds a whole run)", path));
    }
    refuse_other_run(*readers.front(), *readers.back());
  }
  std::sort(readers.begin(), readers.end(),
            [](const auto& a, const auto& b) { return a->header().shard.index < b->header().shard.index; });
  for (std::size_t i = 0; i + 1 < readers.size(); ++i) {
    if (readers[i]->header().shard.index == readers[i + 1]->header().shard.index) {
      throw InputError(fmt::format("shard {} is given twice ({} and {})", readers[i]->header().shard.text(),
                                   readers[i]->path(), readers[i + 1]->path()));
    }
  }
  const Shard last = readers.back()->header().shard;
  for (std::int64_t index = 1; index <= last.count; ++index) {
    const auto position = static_cast<std::size_t>(index - 1);
    if (position >= readers.size() || readers[position]->header().shard.index != index) {
      throw InputError(fmt::format("shard {} is missing", Shard{index, last.count}.text()));
    }
  }
  return readers;
}

}  // namespace

GenerationSummary merge_shards(const std::vector<std::string>& shards, const std::string& prefix) {
  const FileLock lock = lock_outputs(prefix);
  const Readers readers = open_shards(shards);
  RunHeader header = readers.front()->header();
  header.shard = Shard{};
  const BlockPlan plan = block_plan(header.mode, header.events);
  EventOutput output(header, prefix);
  Progress progress("merge", plan.blocks());
  for (std::int64_t block = 0; block < plan.blocks(); ++block) {
    const auto count = static_cast<std::int64_t>(readers.size());
    const EventFileReader& reader = *readers[static_cast<std::size_t>(block % count)];
    // All blocks but the last of the run are full.
    output.write(reader.read(block / count * plan.size, plan.events(block)));
    progress.update(block + 1);
  }
  progress.finish();
  GenerationSummary summary = output.close();
  write_manifest(prefix, header.fingerprint, summary, header.provenance);
  return summary;
}

}  // namespace nereus
