// The program `nereus`: one subcommand per stage of the chain, and `run` for a whole card.

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/notices.hpp"

namespace {

/// One line on stderr, whatever the message contains: scripts read it line by line.
int report(std::string message, int exit_code) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  fmt::print(stderr, "nereus: error: {}\n", message);
  return exit_code;
}

void add_commands(CLI::App& program) {
  nereus::add_meanfield_command(program);
  nereus::add_xsec_command(program);
  nereus::add_responses_command(program);
  nereus::add_sigma_command(program);
  nereus::add_electron_data_command(program);
  nereus::add_t2k_data_command(program);
  nereus::add_ghent_tables_command(program);
  nereus::add_table_command(program);
  nereus::add_dataset_command(program);
  nereus::add_train_command(program);
  nereus::add_generate_command(program);
  nereus::add_merge_command(program);
  nereus::add_reweight_command(program);
  nereus::add_validate_command(program);
  nereus::add_bench_command(program);
  nereus::add_run_command(program);
}

/// CLI11 would only say that a subcommand is missing.
void check_subcommand(const CLI::App& program, int argc, char** argv) {
  const auto* const given =
      std::find_if(argv + 1, argv + argc, [](const char* word) { return word[0] != '-'; });
  if (given == argv + argc) return;
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands(nullptr)) names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), *given) != names.end()) return;
  throw nereus::InputError(fmt::format("no subcommand '{}' (there are {}){}", *given, nereus::join(names),
                                       nereus::did_you_mean(*given, names)));
}

/// Help and version go to stdout with exit code 0; every other parse problem is the user's (2).
int end_of_parsing(const CLI::App& program, const CLI::ParseError& reason) {
  if (reason.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return program.exit(reason);
  const auto chosen = program.get_subcommands();
  const std::string help = chosen.empty() ? "nereus" : "nereus " + chosen.front()->get_name();
  return report(fmt::format("{} (command line); see `{} --help`", reason.what(), help), 2);
}

int run_program(int argc, char** argv) {
  CLI::App program("Exactly weighted exclusive neutrino-nucleus events from a distorted-wave model.",
                   "nereus");
  program.set_version_flag("--version", NEREUS_VERSION);
  program.require_subcommand(1);
  nereus::add_print_defaults(program);
  add_commands(program);
  check_subcommand(program, argc, argv);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& reason) {
    return end_of_parsing(program, reason);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    nereus::send_notices_to_stderr();
    return run_program(argc, argv);
  } catch (const nereus::Error& error) {
    return report(error.what(), error.exit_code());
  } catch (const std::bad_alloc&) {
    return report("out of memory (the request needs more than this machine has)", 1);
  } catch (const std::exception& error) {
    return report(fmt::format("{} (unexpected: a bug in nereus)", error.what()), 1);
  }
}
