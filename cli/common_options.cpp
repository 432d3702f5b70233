#include "cli/common_options.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/error.hpp"

namespace nereus {

namespace {

/// `--card "$CARD"` of a script that never set CARD must not mean the defaults.
void refuse_empty_values(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    const std::vector<std::string>& values = option->results();
    if (std::find(values.begin(), values.end(), "") == values.end()) continue;
    throw InputError(fmt::format("{} is empty (a variable that is not set?); give a value, or leave it out",
                                 option->get_name()));
  }
}

}  // namespace

RunSettings CommonOptions::settings() const {
  RunSettings settings = read_settings(card, overwrites);
  if (!evaluator.empty()) settings.evaluator.kind = evaluator;
  return settings;
}

void add_evaluator_option(CLI::App& command, CommonOptions& common) {
  command
      .add_option("--evaluator", common.evaluator,
                  "tabulated or direct: how the cross section is computed; wins over the card")
      ->check(CLI::IsMember({"tabulated", "direct"}));
}

void add_common_options(CLI::App& command, CommonOptions& common, std::function<void()> work) {
  command.add_option("--card", common.card, "run card (TOML); without it every key has its default");
  command
      .add_option("--set", common.overwrites,
                  "KEY=VALUE in TOML, as form_factors.M_A_mev=1100: wins over the card; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command.add_option("--threads", common.threads, "number of threads (default: all)")
      ->check(CLI::Range(1, 1024));
  add_print_defaults(command);
  command.callback([&command, work = std::move(work)] {
    refuse_empty_values(command);
    work();
  });
}

void add_print_defaults(CLI::App& command) {
  const auto print = [] {
    fmt::print("{}", annotated_card());
    throw CLI::Success();
  };
  command
      .add_flag_callback("--print-defaults", print, "print an annotated run card with all defaults and stop")
      ->trigger_on_parse();
}

void require_writable(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (path.empty()) throw InputError("empty output path (a file name is needed)");
  if (fs::is_directory(path, ignored)) {
    throw FileError(fmt::format("cannot write '{}' (it is a folder); give a file name", path));
  }
  const std::string name = fs::path(path).filename().string();
  if (name.rfind('.', 0) == 0 && name.rfind('.') == 0) {
    throw InputError(fmt::format("'{}' is a hidden file (a name is missing before '{}')", path, name));
  }
  fs::path folder = fs::path(path).parent_path();
  if (folder.empty()) folder = ".";
  if (!fs::is_directory(folder, ignored)) {
    throw FileError(fmt::format("cannot write '{}' (folder '{}' does not exist); create it first", path,
                                folder.string()));
  }
  if (access(folder.c_str(), W_OK | X_OK) != 0) {
    throw FileError(
        fmt::format("cannot write '{}' (no permission to write in folder '{}')", path, folder.string()));
  }
}

}  // namespace nereus
