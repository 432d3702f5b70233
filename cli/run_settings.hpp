#pragma once
// Everything a run card can say, in one value.

#include <functional>
#include <string>
#include <vector>

#include "base/constants.hpp"
#include "base/options.hpp"
#include "cli/model_variation.hpp"
#include "generator/exposure.hpp"
#include "generator/generate_options.hpp"
#include "hadron_tensor/model_options.hpp"
#include "hadron_tensor/probe.hpp"
#include "hadron_tensor/table/evaluator_options.hpp"
#include "meanfield/meanfield_options.hpp"
#include "surrogate/dataset.hpp"
#include "surrogate/flow_options.hpp"
#include "surrogate/training/train.hpp"
#include "validation/measurement_options.hpp"
#include "validation/validate_options.hpp"

namespace nereus {

/// Top level of the card.
struct TargetOptions {
  std::string nucleus = "C12";  ///< target
  void visit(FieldVisitor& visitor);
};

/// Files that `nereus generate` and `nereus validate` start from; part of card section [generate].
struct GenerateInputs {
  std::string surrogate;                 ///< a file, or "" for the shipped one of nucleus and probe
  std::string sigma_table;               ///< a file, or "" to compute sigma(E_nu) afresh
  bool allow_foreign_surrogate = false;  ///< one that was trained for another model may propose
  void visit(FieldVisitor& visitor);
};

/// Card section [run].
struct RunOptions {
  std::string directory = "run";  ///< where `nereus run` keeps the file of each stage
  void visit(FieldVisitor& visitor);
};

/// All sections of a run card.
struct RunSettings {
  TargetOptions target;
  MeanFieldOptions meanfield;
  ProbeOptions probe;
  ModelOptions model;
  EvaluatorOptions evaluator;
  PhysicalConstants constants;
  DatasetOptions dataset;
  FlowOptions flow;
  TrainOptions train;
  GenerateInputs generate_inputs;
  GenerateOptions generate;
  ExposureOptions exposure;
  ValidateOptions validate;
  MeasurementOptions measurements;
  RunOptions run;
  ModelVariations variations;  ///< [covariance] and [[variation]]
};

/// Reads a whole card.
/// \param path        card file; empty: all defaults
/// \param overwrites  KEY=VALUE of `--set`, which win over the card; the last of one key wins
/// \throws FileError if unreadable; InputError (file:line) for anything in it that cannot be used
RunSettings read_settings(const std::string& path, const std::vector<std::string>& overwrites = {});

/// Reads a card from its text, as the one that a file of events carries. \param name  for messages
RunSettings read_settings_text(const std::string& text, const std::string& name,
                               const std::vector<std::string>& overwrites = {});

/// Visits every field that a card can hold.
/// \param visitor_of  gives the visitor of a section ("": the top level); a section may come more than once
void visit_fields(RunSettings& settings,
                  const std::function<FieldVisitor&(const std::string& section)>& visitor_of);

ModelSettings model_of(const RunSettings& settings);

/// The card that gives exactly these settings, every default written out.
std::string effective_card(const RunSettings& settings);

/// The card of all defaults, each key with its meaning and rule.
std::string annotated_card();

}  // namespace nereus
