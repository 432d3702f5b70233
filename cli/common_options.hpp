#pragma once
// Options that every subcommand understands, and the program-wide conventions behind them.

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "cli/run_settings.hpp"

namespace nereus {

/// `--card`, `--set`, `--threads` and, where the cross section is evaluated at points, `--evaluator`.
struct CommonOptions {
  std::string card;                     ///< path of the run card; empty: all defaults
  std::vector<std::string> overwrites;  ///< KEY=VALUE of `--set`; win over the card
  int threads = 0;                      ///< 0: all the machine offers
  std::string evaluator;                ///< wins over the card; empty: not given

  Threads thread_count() const { return threads > 0 ? Threads{threads} : Threads::all(); }
  /// The whole card, so that a mistyped key is refused whichever subcommand reads it.
  RunSettings settings() const;
};

/// Adds the common options to a subcommand and makes `work` its callback.
void add_common_options(CLI::App& command, CommonOptions& common, std::function<void()> work);

/// `--evaluator`; wins over the card.
void add_evaluator_option(CLI::App& command, CommonOptions& common);

/// `--print-defaults`: prints the annotated card and ends the program, whatever else is on the command line.
void add_print_defaults(CLI::App& command);

/// Refuses an output path that cannot be written before hours of work go into it.
/// \throws FileError if the folder does not exist or may not be written, or `path` is a folder
void require_writable(const std::string& path);

}  // namespace nereus
