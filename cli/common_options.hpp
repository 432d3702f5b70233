#pragma once
// Options that every subcommand understands, and the program-wide conventions behind them.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

/// `--card`, `--threads`, `--print-defaults`.
struct CommonOptions {
  std::string card;  ///< path of the run card; empty: all defaults
  int threads = 0;   ///< 0: all the machine offers
  bool print_defaults = false;

  Threads thread_count() const { return threads > 0 ? Threads{threads} : Threads::all(); }
  /// The whole card, so that a mistyped key is refused whichever subcommand reads it.
  RunSettings settings() const { return read_settings(card); }
};

/// Adds the common options to a subcommand and makes `work` its callback; with `--print-defaults`
/// the annotated card is printed instead.
/// \param required options without which `work` cannot start
void add_common_options(CLI::App& command, CommonOptions& common, const std::vector<CLI::Option*>& required,
                        std::function<void()> work);

/// Refuses an output path that cannot be written before hours of work go into it.
/// \throws FileError if the folder does not exist or may not be written, or `path` is a folder
void require_writable(const std::string& path);

}  // namespace nereus
