// nereus train: from a dataset to a surrogate.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/physics.hpp"
#include "cli/summary_text.hpp"
#include "cli/training_module.hpp"

namespace nereus {
namespace {

struct TrainArguments {
  CommonOptions common;
  std::string dataset = "dataset.h5", out = "surrogate.h5";
};

void run_train(const TrainArguments& arguments) {
  RunSettings settings = arguments.common.settings();
  if (arguments.common.threads > 0) settings.train.workers = arguments.common.threads;
  require_writable(arguments.out);
  const Physics physics = make_physics(settings);
  const TrainingReport report =
      train_in_module({{arguments.dataset, arguments.out, arguments.out + ".checkpoints"},
                       settings.flow,
                       settings.train,
                       physics.cross_section->fingerprint()});
  fmt::print("{}: {}\n", arguments.out, training_text(report, physics.cross_section->shells()));
}

}  // namespace

void add_train_command(CLI::App& program) {
  auto arguments = std::make_shared<TrainArguments>();
  CLI::App& command =
      *program.add_subcommand("train", "Train a surrogate on a dataset (kill and rerun to go on)");
  command.add_option("--dataset", arguments->dataset, "made by `nereus dataset`")->capture_default_str();
  command.add_option("--out", arguments->out, "the surrogate (HDF5)")->capture_default_str();
  add_common_options(command, arguments->common, [arguments] { run_train(*arguments); });
}

}  // namespace nereus
