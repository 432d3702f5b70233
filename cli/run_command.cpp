// nereus run: the whole chain of a card.

#include <memory>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/pipeline.hpp"

namespace nereus {
namespace {

struct RunArguments {
  CommonOptions common;
  std::string directory;
};

void run_card(const RunArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (!arguments.directory.empty()) settings.run.directory = arguments.directory;
  run_pipeline(settings, arguments.common.thread_count());
}

}  // namespace

void add_run_command(CLI::App& program) {
  auto arguments = std::make_shared<RunArguments>();
  CLI::App& command = *program.add_subcommand(
      "run", "The whole chain: force, mean field, sigma table, dataset, training, events, validation");
  command.add_option("--directory", arguments->directory, "where the files go; wins over the card");
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] { run_card(*arguments); });
}

}  // namespace nereus
