// nereus dataset: training data from the true cross section.

#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/training_stages.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus {
namespace {

struct DatasetArguments {
  CommonOptions common;
  std::string out = "dataset.h5";
};

void run_dataset(const DatasetArguments& arguments) {
  const RunSettings settings = arguments.common.settings();
  const Threads threads = arguments.common.thread_count();
  require_writable(arguments.out);
  Physics physics = make_physics(settings);
  const auto total =
      TotalCrossSection::compute(physics.field, physics.probe, settings.model, settings.constants,
                                 settings.dataset.e_nu_min_mev, settings.dataset.e_nu_max_mev, threads);
  use_evaluator(physics, settings, threads);
  make_training_data(physics, settings, total, arguments.out, threads);
  fmt::print("{}: {} + {} points for each of {} shells\n", arguments.out, settings.dataset.points_per_shell,
             settings.dataset.held_out_per_shell, physics.cross_section->shells().size());
}

}  // namespace

void add_dataset_command(CLI::App& program) {
  auto arguments = std::make_shared<DatasetArguments>();
  CLI::App& command = *program.add_subcommand(
      "dataset", "Training data from the true cross section (kill and rerun to go on)");
  command.add_option("--out", arguments->out, "the dataset (HDF5)")->capture_default_str();
  add_evaluator_option(command, arguments->common);
  add_common_options(command, arguments->common, [arguments] { run_dataset(*arguments); });
}

}  // namespace nereus
