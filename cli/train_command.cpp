// nereus train: from a dataset to a surrogate.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/summary_text.hpp"
#include "cli/training_module.hpp"
#include "cli/training_stages.hpp"

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
  std::optional<TotalCrossSection> total;
  TrueDensity truth;
  if (settings.train.enis) {
    const Threads threads = arguments.common.thread_count();
    total = TotalCrossSection::compute(physics.field, physics.probe, settings.model, settings.constants,
                                       settings.dataset.e_nu_min_mev, settings.dataset.e_nu_max_mev, threads);
    const int per_worker = threads.count / static_cast<int>(settings.train.workers);
    truth = make_true_density(*physics.cross_section, *total, Threads{std::max(1, per_worker)});
  }
  const TrainingReport report =
      train_in_module({{arguments.dataset, arguments.out, arguments.out + ".checkpoints",
                        starting_surrogate(settings)},
                       settings.flow,
                       settings.train,
                       trained_model_fingerprint(physics, settings, settings.flow.conditions),
                       truth});
  fmt::print("{}: {}\n", arguments.out, training_text(report));
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
