#include "base/block_store.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <future>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/sealed_file.hpp"

namespace nereus {
namespace {

const std::string kind = "block";

std::string block_path(const BlockJob& job, std::int64_t block) {
  return fmt::format("{}/block_{:06d}.h5", job.directory, block);
}

/// The block of an earlier run, if it is whole and was made from the same inputs.
std::optional<BlockColumns> read_block(const BlockJob& job, std::int64_t block) {
  const std::string path = block_path(job, block);
  if (job.directory.empty() || !std::filesystem::exists(path)) return std::nullopt;
  try {
    const SealedFileReader file(path, kind);
    const bool same_inputs = file.text_attribute("/", "fingerprint") == job.fingerprint &&
                             file.number_attribute("/", "block") == static_cast<double>(block);
    if (!same_inputs) {
      spdlog::info("{}: block {} was made from other inputs; made again", job.title, block);
      return std::nullopt;
    }
    BlockColumns columns;
    for (const std::string& name : file.list_attribute("/", "columns")) {
      columns[name] = file.read("/columns/" + name).values;
    }
    return columns;
  } catch (const FileError& error) {
    spdlog::warn("{}: block {} is made again: {}", job.title, block, error.what());
    return std::nullopt;
  }
}

void write_block(const BlockJob& job, std::int64_t block, const BlockColumns& columns) {
  SealedFileWriter file(block_path(job, block), kind);
  std::vector<std::string> names;
  for (const auto& [name, values] : columns) {
    file.write("/columns/" + name, values, "1", Compression::none);  // it is removed soon
    names.push_back(name);
  }
  file.attribute("/", "fingerprint", job.fingerprint);
  file.attribute("/", "block", block);
  file.attribute("/", "columns", names);
  file.close();
}

}  // namespace

std::int64_t run_blocks(const BlockJob& job, const std::function<BlockColumns(std::int64_t block)>& produce,
                        const std::function<void(std::int64_t block, const BlockColumns&)>& consume) {
  Progress progress(job.title, job.blocks);
  std::int64_t reused = 0;
  std::future<void> consuming;  // waits for its work when it is destroyed, too
  const auto wait = [&consuming] {
    if (consuming.valid()) consuming.get();
  };
  for (std::int64_t block = 0; block < job.blocks; ++block) {
    std::optional<BlockColumns> columns = read_block(job, block);
    if (columns) {
      ++reused;
      progress.skip(1);
    } else {
      columns = produce(block);
      if (!job.directory.empty()) write_block(job, block, *columns);
    }
    wait();
    if (job.overlap) {
      consuming = std::async(std::launch::async,
                             [&consume, block, made = std::move(*columns)] { consume(block, made); });
    } else {
      consume(block, *columns);
    }
    progress.update(block + 1);
  }
  wait();
  progress.finish();
  return reused;
}

void discard_blocks(const BlockJob& job) {
  std::error_code error;
  std::filesystem::remove_all(job.directory, error);
  if (error) throw FileError(fmt::format("cannot remove {} ({})", job.directory, error.message()));
}

}  // namespace nereus
