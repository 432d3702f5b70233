#include "generator/generate.hpp"

#include "base/block_store.hpp"
#include "generator/event_blocks.hpp"
#include "generator/event_output.hpp"
#include "generator/input_checks.hpp"
#include "generator/manifest.hpp"

namespace nereus {
namespace {

/// Draws the blocks that are not in the job's directory yet and hands all of them to the output in order.
GenerationSummary write_blocks(const Generation& generation, BlockJob job, EventOutput& output,
                               Threads threads) {
  const RunHeader& header = generation.header();
  job.fingerprint = header.fingerprint + " " + header.shard.text();
  job.blocks = header.shard.blocks(generation.plan().blocks());
  job.title = "events";
  job.overlap = threads.count > 1;
  const auto produce = [&](std::int64_t k) { return columns_of(generation.block(header.shard.block(k))); };
  const auto consume = [&](std::int64_t, const BlockColumns& columns) {
    std::vector<RecordedEvent> recorded;
    for (const Event& event : events_of(columns)) recorded.push_back(record_event(event, header.masses));
    output.write(recorded);
  };
  run_blocks(job, produce, consume);
  return output.close();
}

}  // namespace

std::optional<GenerationSummary> finished_generation(const std::string& prefix,
                                                     const std::string& fingerprint) {
  auto summary = read_manifest(prefix, fingerprint);
  if (summary) summary->reused = true;
  return summary;
}

GenerationSummary generate_events(const GenerationInputs& inputs, const GenerateOptions& options,
                                  const std::string& prefix, Threads threads, const Shard& shard) {
  const std::string own_prefix = shard_prefix(prefix, shard);
  const FileLock lock = lock_outputs(own_prefix);
  BlockJob pilot, events;
  pilot.directory = own_prefix + ".pilot";
  events.directory = own_prefix + ".blocks";
  const Generation generation(inputs, options, shard, pilot.directory, threads);
  EventOutput output(generation.header(), own_prefix);
  GenerationSummary summary = write_blocks(generation, events, output, threads);
  write_manifest(own_prefix, generation.header().fingerprint, summary, inputs.provenance);
  discard_blocks(events);
  discard_blocks(pilot);
  return summary;
}

GenerationSummary stream_events(const GenerationInputs& inputs, const GenerateOptions& options,
                                std::unique_ptr<OutputStream> out, Threads threads) {
  check_event_numbers(options);
  const Generation generation(inputs, options, {}, "", threads);
  EventOutput output(generation.header(), std::move(out));
  return write_blocks(generation, {}, output, threads);
}

}  // namespace nereus
