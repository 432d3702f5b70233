#include "generator/merge_shards.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/event_file_reader.hpp"
#include "generator/manifest.hpp"
#include "tests/base/damage.hpp"
#include "tests/base/temporary_folder.hpp"
#include "tests/generator/sample_generation.hpp"

namespace nereus {
namespace {

using test::sample_inputs;

GenerateOptions options_of(const std::string& mode) {
  GenerateOptions options = test::sample_options();
  options.mode = mode;
  options.events = 9000;  // three blocks, the last one partly filled
  options.cap_quantile = 0.9;
  options.pilot_events = 500;
  return options;
}

TEST(Shard, IsReadFromItsText) {
  const Shard shard = parse_shard("2/4");
  EXPECT_EQ(shard.index, 2);
  EXPECT_EQ(shard.count, 4);
  EXPECT_EQ(shard_prefix("a/b", shard), "a/b.shard2of4");
  EXPECT_EQ(shard_prefix("a/b", Shard{}), "a/b");
  for (const char* text :
       {"0/4", "5/4", "2", "2/", "/4", "-1/4", "1/0", "2/4 ", "a/b", "1/99999999999999999999"}) {
    EXPECT_REFUSED(parse_shard(text), InputError, "is no part of a run");
  }
}

TEST(Shard, TogetherTheyHaveEveryBlockOnce) {
  for (const std::int64_t blocks : {0, 1, 5, 8}) {
    for (const std::int64_t count : {1, 3, 7}) {
      std::vector<int> seen(static_cast<std::size_t>(blocks), 0);
      for (std::int64_t index = 1; index <= count; ++index) {
        const Shard shard{index, count};
        for (std::int64_t k = 0; k < shard.blocks(blocks); ++k)
          ++seen.at(static_cast<std::size_t>(shard.block(k)));
      }
      EXPECT_EQ(seen, std::vector<int>(static_cast<std::size_t>(blocks), 1)) << blocks << " in " << count;
    }
  }
}

class MergeShards : public TemporaryFolder {
 protected:
  /// Makes one shard. \return its file
  std::string shard(const std::string& name, const GenerateOptions& options, const Shard& part) const {
    sample_inputs().generate(path(name), options, 1, part);
    return shard_prefix(path(name), part) + ".h5";
  }
  std::vector<std::string> shards(const std::string& name, const GenerateOptions& options,
                                  std::int64_t count) const {
    std::vector<std::string> paths;
    // Any order will do.
    for (std::int64_t index = count; index >= 1; --index)
      paths.push_back(shard(name, options, {index, count}));
    return paths;
  }
  void expect_identical(const std::string& a, const std::string& b,
                        const std::vector<std::string>& extensions) const {
    for (const std::string& extension : extensions) {
      EXPECT_TRUE(read_text_file(path(a) + extension) == read_text_file(path(b) + extension))
          << extension << " of " << a << " and " << b;
    }
  }
};

TEST_F(MergeShards, GivesTheFilesOfOneRun) {
  for (const std::string mode : {"weighted", "unweighted"}) {
    const GenerateOptions options = options_of(mode);
    const GenerationSummary whole = sample_inputs().generate(path("run_" + mode), options);
    // More shards than blocks: the last ones are empty.
    for (const std::int64_t count : {2, 5}) {
      const auto paths = shards("part", options, count);
      const GenerationSummary merged = merge_shards(paths, path("merged"));
      expect_identical("run_" + mode, "merged", {".h5", ".hepmc3"});
      EXPECT_EQ(merged.events, whole.events);
      EXPECT_EQ(merged.trials, whole.trials);
      EXPECT_EQ(merged.sigma_events, whole.sigma_events);
      EXPECT_EQ(merged.sigma_events_error, whole.sigma_events_error);
      EXPECT_EQ(merged.files.at("h5").sha256, whole.files.at("h5").sha256);
    }
  }
}

TEST_F(MergeShards, GivesTheFormatsThatTheRunWouldHaveWritten) {
  GenerateOptions options = options_of("weighted");
  options.hepmc3_gz = true;
  sample_inputs().generate(path("run"), options);
  merge_shards(shards("part", options, 2), path("merged"));
  expect_identical("run", "merged", {".h5", ".hepmc3.gz"});
  options.hepmc3 = false;
  merge_shards(shards("part", options, 2), path("without"));
  EXPECT_FALSE(std::filesystem::exists(path("without.hepmc3.gz")));
  EXPECT_TRUE(std::filesystem::exists(manifest_path(path("without"))));
}

TEST_F(MergeShards, AShardSaysWhatItIs) {
  const std::string first = shard("part", options_of("weighted"), {1, 2});
  const EventFileReader file(first);
  EXPECT_EQ(file.header().shard.text(), "1/2");
  EXPECT_EQ(file.header().events, 9000) << "of the run";
  EXPECT_EQ(file.events(), 4096 + 808) << "blocks 0 and 2";
  EXPECT_FALSE(std::filesystem::exists(path("part.shard1of2.hepmc3")));
  EXPECT_EQ(files(), 2U) << "the shard and its manifest";
}

TEST_F(MergeShards, RefusesShardsOfOtherVersionsAndCards) {
  const GenerateOptions options = options_of("weighted");
  const auto second = [&](const std::string& card, const std::string& version) {
    GenerationInputs inputs = sample_inputs().inputs(options);
    inputs.provenance.card = card;
    inputs.provenance.version = version;
    generate_events(inputs, options, path("other"), Threads{1}, {2, 2});
    return path("other.shard2of2.h5");
  };
  const std::string first = shard("part", options, {1, 2});
  const Provenance& provenance = sample_inputs().provenance;
  EXPECT_REFUSED(merge_shards({first, second(provenance.card, "0.0.9")}, path("m")), ModelMismatch,
                 "written by versions 0.1.0 and 0.0.9");
  EXPECT_REFUSED(merge_shards({first, second("nucleus = \"O16\"", provenance.version)}, path("m")),
                 ModelMismatch, "their cards differ");
  EXPECT_NO_THROW(merge_shards({first, second(provenance.card, provenance.version)}, path("m")));
}

TEST_F(MergeShards, RefusesShardsThatDoNotMakeOneRun) {
  const GenerateOptions options = options_of("weighted");
  const std::string first = shard("part", options, {1, 3}), second = shard("part", options, {2, 3}),
                    third = shard("part", options, {3, 3});
  EXPECT_REFUSED(merge_shards({}, path("m")), InputError, "nothing to merge");
  EXPECT_REFUSED(merge_shards({first, third}, path("m")), InputError, "shard 2/3 is missing");
  EXPECT_REFUSED(merge_shards({first, second}, path("m")), InputError, "shard 3/3 is missing");
  EXPECT_REFUSED(merge_shards({first, second, third, second}, path("m")), InputError,
                 "shard 2/3 is given twice");
  const std::string of_two = shard("part", options, {2, 2});
  EXPECT_REFUSED(merge_shards({first, of_two}, path("m")), ModelMismatch, "one is part 1/3, the other 2/2");
  GenerateOptions other = options;
  other.seed = 4;
  const std::string other_seed = shard("other", other, {2, 3});
  EXPECT_REFUSED(merge_shards({first, other_seed, third}, path("m")), ModelMismatch, "fingerprints differ");
  sample_inputs().generate(path("whole"), options);
  EXPECT_REFUSED(merge_shards({path("whole.h5")}, path("m")), InputError, "is no shard");
  EXPECT_REFUSED(merge_shards({first, path("absent.h5")}, path("m")), FileError, "absent.h5");
  expect_damage_refused(second, [](const std::string& file) { EventFileReader{file}; });
  flip_bit(second, 100000);
  EXPECT_REFUSED(merge_shards({first, second, third}, path("m")), FileError, "is damaged");
  EXPECT_FALSE(std::filesystem::exists(path("m.h5")));
}

}  // namespace
}  // namespace nereus
