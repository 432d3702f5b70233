#include "hadron_tensor/table/table_store.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "base/file_lock.hpp"
#include "hadron_tensor/table/tabulated_cross_section.hpp"

namespace nereus {
namespace {

namespace fs = std::filesystem;

std::optional<ShellTable> read_table(const std::string& path, const std::string& key) {
  if (!fs::exists(path)) return std::nullopt;
  try {
    ShellTable table = ShellTable::read(path);
    if (table.key == key && table.certificate.passed()) return table;
    spdlog::warn("'{}' is made again: it belongs to another model, or its certificate is not met", path);
  } catch (const FileError& error) {
    spdlog::warn("made again: {}", error.what());
  }
  return std::nullopt;
}

ShellTable open_table(const TableModel& model, const TableRequest& request, const std::string& directory,
                      Threads threads) {
  const std::string path = directory + "/" + request.file_name();
  if (auto table = read_table(path, request.key())) return std::move(*table);
  const FileLock lock(path + ".lock", FileLock::IfHeld::wait,
                      fmt::format("waiting for another process that makes '{}'", path));
  if (auto table = read_table(path, request.key())) return std::move(*table);
  const std::string pieces = path + ".pieces";
  const auto discard_pieces = [&pieces] {
    std::error_code ignored;  // what is left there does no harm
    fs::remove_all(pieces, ignored);
  };
  try {
    ShellTable table = build_shell_table(model, request, pieces, threads);
    table.write(path);
    discard_pieces();
    return table;
  } catch (const ConvergenceError&) {
    discard_pieces();  // it would fail again
    throw;
  }
}

}  // namespace

std::string table_directory(const EvaluatorOptions& options) {
  if (!options.directory.empty()) return options.directory;
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && *cache)
    return std::string(cache) + "/nereus";
  if (const char* home = std::getenv("HOME"); home && *home) return std::string(home) + "/.cache/nereus";
  throw InputError(
      "no place for tables (neither evaluator.directory nor XDG_CACHE_HOME nor HOME is set); set one of "
      "them, or "
      "use evaluator.kind = \"direct\"");
}

std::vector<std::shared_ptr<const ShellTable>> open_tables(const TableModel& model,
                                                           const EvaluatorOptions& options, Threads threads,
                                                           OpenTables& opened) {
  const std::string directory = table_directory(options);
  std::error_code problem;
  fs::create_directories(directory, problem);
  if (!fs::is_directory(directory)) {
    throw FileError(
        fmt::format("cannot make '{}' for tables ({}); set evaluator.directory, or use evaluator.kind = "
                    "\"direct\"",
                    directory, problem ? problem.message() : "a file of that name is in the way"));
  }
  const InclusiveResponses responses(model.field, model.probe, model.model, model.constants);
  std::vector<std::shared_ptr<const ShellTable>> tables;
  for (std::size_t i = 0; i < responses.shells().size(); ++i) {
    const TableRequest request(model.field, model.probe, model.model, model.constants, options,
                               responses.shells()[i]);
    require_reach(model.probe, request.frame().domain, responses.strength(i).centre(), request.title());
    std::shared_ptr<const ShellTable>& table = opened[request.key()];
    if (!table) {
      table = std::make_shared<const ShellTable>(open_table(model, request, directory, threads));
    }
    tables.push_back(table);
  }
  return tables;
}

std::vector<std::shared_ptr<const ShellTable>> open_tables(const TableModel& model,
                                                           const EvaluatorOptions& options, Threads threads) {
  OpenTables alone;
  return open_tables(model, options, threads, alone);
}

std::unique_ptr<CrossSection> make_cross_section(const TableModel& model, const EvaluatorOptions& options,
                                                 Threads threads, OpenTables& opened) {
  if (options.kind == "direct") {
    return make_direct_cross_section(model.field, model.probe, model.model, model.constants);
  }
  return make_tabulated_cross_section(model.field, model.probe, model.model, model.constants,
                                      open_tables(model, options, threads, opened));
}

}  // namespace nereus
