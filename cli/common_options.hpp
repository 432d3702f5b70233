#pragma once
// Options that every subcommand understands, and the program-wide conventions behind them.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "base/parallel.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

/// `--card` and `--threads`.
struct CommonOptions {
  std::string card;  ///< path of the run card; empty: all defaults
  int threads = 0;   ///< 0: all the machine offers

  Threads thread_count() const { return threads > 0 ? Threads{threads} : Threads::all(); }
  /// The whole card, so that a mistyped key is refused whichever subcommand reads it.
  RunSettings settings() const { return read_settings(card); }
};

/// Adds the common options to a subcommand and makes `work` its callback.
void add_common_options(CLI::App& command, CommonOptions& common, std::function<void()> work);

/// `--print-defaults`: prints the annotated card and ends the program, whatever else is on the command line.
void add_print_defaults(CLI::App& command);

/// Refuses an output path that cannot be written before hours of work go into it.
/// \throws FileError if the folder does not exist or may not be written, or `path` is a folder
void require_writable(const std::string& path);

}  // namespace nereus
