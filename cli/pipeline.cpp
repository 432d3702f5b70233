#include "cli/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/file_lock.hpp"
#include "cli/event_source.hpp"
#include "cli/model_weights.hpp"
#include "cli/physics.hpp"
#include "cli/stage_inputs.hpp"
#include "cli/stage_record.hpp"
#include "cli/summary_text.hpp"
#include "cli/training_module.hpp"
#include "cli/training_stages.hpp"
#include "generator/event_output.hpp"
#include "generator/generate.hpp"
#include "generator/input_checks.hpp"
#include "meanfield/make_mean_field.hpp"
#include "meanfield/meanfield_file.hpp"
#include "validation/validate.hpp"

namespace nereus {
namespace {

/// A line of the report, at once: a long stage may follow.
void say(const std::string& text) {
  fmt::print("{}\n", text);
  std::fflush(stdout);
}

/// The run directory; made if only its last folder is missing.
std::string made_directory(const std::string& directory) {
  std::error_code problem;
  std::filesystem::create_directory(directory, problem);
  if (!std::filesystem::is_directory(directory)) {
    throw FileError(fmt::format("cannot make run directory '{}' ({}); its parent folder must exist",
                                directory,
                                problem ? problem.message() : "a file of that name is in the way"));
  }
  return directory;
}

/// The stages in their order. What is cheap to check is checked in the constructor, before hours of work.
class Pipeline {
 public:
  Pipeline(const RunSettings& settings, Threads threads)
      : settings_(settings),
        threads_(threads),
        nucleus_(parse_nucleus(settings.target.nucleus)),
        flux_(make_flux(settings.generate.flux, settings.generate.e_nu_min_mev,
                        settings.generate.e_nu_max_mev)),
        validation_flux_(make_flux(settings.validate.flux, settings.validate.e_nu_min_mev,
                                   settings.validate.e_nu_max_mev)),
        directory_(made_directory(settings.run.directory)),
        lock_(
            directory_ + "/lock", FileLock::IfHeld::fail,
            fmt::format("run directory '{}' is in use (another `nereus run` holds its lock); wait for it, or "
                        "choose another run.directory",
                        directory_)) {
    const Probe probe = make_probe(settings.probe, settings.constants);
    check_flavour(flux_, probe);
    check_flavour(validation_flux_, probe);
    if (settings.exposure.is_asked()) check_exposure(flux_, settings.exposure);
    check_options(settings.generate, settings.variations.list.size());
  }

  void run() {
    write_text_file(path("card.toml"), effective_card(settings_));
    Physics physics = make_physics(settings_, mean_field());
    const TotalCrossSection total = sigma_table(physics);
    use_evaluator(physics, settings_, threads_);
    say(evaluator_text(*physics.cross_section));
    dataset(physics, total);
    const Surrogate surrogate = training(physics, total);
    events(physics, total, surrogate);
    validation(physics, total, surrogate);
    if (physics.cross_section->outside_tables() > 0) say(evaluator_text(*physics.cross_section));
    say(fmt::format("done: {}", directory_));
  }

 private:
  static constexpr int stages = 6;

  std::string path(const std::string& name) const { return directory_ + "/" + name; }

  /// Does `work` unless its `outputs` are there already and were made from the same `inputs`.
  void stage(const std::string& title, const std::string& id, Fingerprints inputs,
             const std::vector<std::string>& outputs, const std::function<void()>& work) {
    inputs["version"] = NEREUS_VERSION;
    const std::string record = path(id + ".stage.json");
    const StageDecision decision = decide_stage(record, directory_, inputs);
    ++stage_number_;
    say(fmt::format("[{}/{}] {}: {} ({})", stage_number_, stages, title,
                    decision.reuse ? "reused" : "running", decision.reason));
    if (decision.reuse) return;
    work();
    write_stage_record(record, directory_, inputs, outputs);
  }

  MeanField mean_field() {
    stage("mean field", "meanfield", mean_field_inputs(settings_), {"meanfield.h5"}, [&] {
      write_mean_field(path("meanfield.h5"),
                       make_mean_field(nucleus_, settings_.meanfield, settings_.constants));
    });
    return read_mean_field(path("meanfield.h5"));
  }

  TotalCrossSection sigma_table(const Physics& physics) {
    stage("sigma table", "sigma", sigma_inputs(settings_, physics.field), {"sigma.h5"}, [&] {
      TotalCrossSection::compute(physics.field, physics.probe, settings_.model, settings_.constants,
                                 settings_.dataset.e_nu_min_mev, settings_.dataset.e_nu_max_mev, threads_)
          .write(path("sigma.h5"));
    });
    return TotalCrossSection::read(path("sigma.h5"));
  }

  void dataset(const Physics& physics, const TotalCrossSection& total) {
    stage("dataset", "dataset", dataset_inputs(settings_, physics), {"dataset.h5"}, [&] {
      make_training_data(physics, settings_, total, path("dataset.h5"), threads_);
    });
  }

  Surrogate training(const Physics& physics, const TotalCrossSection& total) {
    const CrossSection& cross_section = *physics.cross_section;
    const std::string start = starting_surrogate(settings_);
    stage("training", "training", training_inputs(settings_, physics, start), {"surrogate.h5"}, [&] {
      TrainOptions options = settings_.train;
      options.workers = std::min<std::int64_t>(options.workers, threads_.count);
      const int per_worker = threads_.count / static_cast<int>(options.workers);
      const TrainingReport report =
          train_in_module({{path("dataset.h5"), path("surrogate.h5"), path("surrogate.checkpoints"), start},
                           settings_.flow,
                           options,
                           trained_model_fingerprint(physics, settings_, settings_.flow.conditions),
                           make_true_density(cross_section, total, Threads{per_worker})});
      say(training_text(report));
    });
    return read_surrogate(path("surrogate.h5"), settings_, physics);
  }

  void events(Physics& physics, const TotalCrossSection& total, const Surrogate& surrogate) {
    std::vector<std::string> outputs = {"events.h5", "events.manifest.json"};
    if (settings_.generate.hepmc3) {
      outputs.push_back(hepmc3_path("events", {true, settings_.generate.hepmc3_gz}));
    }
    if (!settings_.variations.empty()) outputs.push_back("events.variations.json");
    stage("events", "events", event_inputs(settings_, physics, surrogate, flux_), outputs, [&] {
      const GenerationInputs inputs{*physics.cross_section,
                                    total,
                                    surrogate,
                                    flux_,
                                    make_provenance(settings_, physics, surrogate),
                                    make_model_weights(settings_, physics, threads_),
                                    settings_.exposure,
                                    settings_.variations.covariance_draws};
      say(summary_text(generate_events(inputs, settings_.generate, path("events"), threads_)));
    });
  }

  void validation(const Physics& physics, const TotalCrossSection& total, const Surrogate& surrogate) {
    const Fingerprints inputs = validation_inputs(settings_, physics, surrogate, validation_flux_);
    stage("validation", "validation", inputs, {"validation.json"}, [&] {
      ValidateOptions options = settings_.validate;
      options.quasi_bound_mev = quasi_bound_energies(physics, settings_);
      const ValidationReport report =
          validate_surrogate(*physics.cross_section, total, surrogate, options, threads_);
      say(report_text(report));
      if (!report.passed) {
        throw ModelMismatch("the events do not give back the cross section (see the report above)");
      }
      write_text_file(path("validation.json"),
                      report_json(report, make_provenance(settings_, physics, surrogate)));
    });
  }

  RunSettings settings_;
  Threads threads_;
  Nucleus nucleus_;
  Flux flux_, validation_flux_;
  std::string directory_;
  FileLock lock_;
  int stage_number_ = 0;
};

}  // namespace

void run_pipeline(const RunSettings& settings, Threads threads) { Pipeline(settings, threads).run(); }

}  // namespace nereus
