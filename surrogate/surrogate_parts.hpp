#pragma once
// What a surrogate is made of: handed over by training, written to and read from files.

#include <string>
#include <vector>

#include "surrogate/flow_options.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus {

/// One measurement during training.
struct TrainingRecord {
  std::int64_t step = 0;
  double loss = 0;  ///< mean over the steps since the last record
  double ress = 0;  ///< relative effective sample size on held-out points, [0, 1]
};

/// All content of a surrogate file.
struct SurrogateParts {
  PhaseSpaceModel phase_space;
  FlowOptions flow;
  std::vector<std::vector<float>> parameters;        ///< of each shell, order of ShellFlowShape
  std::vector<std::vector<TrainingRecord>> history;  ///< of each shell, empty if untrained
  std::string model_fingerprint;                     ///< of the cross section, "" if untrained
  std::string dataset_fingerprint;                   ///< "" if untrained
  std::string training_options;                      ///< canonical text, "" if untrained
  std::string environment;  ///< libraries and threads of the training, for the record
};

/// SHA-256 of weights, architecture, coordinates, model and dataset (not of history and environment).
std::string fingerprint_of(const SurrogateParts& parts);

}  // namespace nereus
