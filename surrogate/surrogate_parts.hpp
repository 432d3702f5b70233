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
  std::vector<std::vector<float>> parameters;  ///< of each shell: order of ShellFlowShape, or of MafShape for
                                               ///< one energy range after the other
  std::vector<std::vector<TrainingRecord>> history;  ///< of each member, empty if untrained
  std::string model_fingerprint;                     ///< of the cross section, "" if untrained
  std::string dataset_fingerprint;                   ///< "" if untrained
  std::string training_options;                      ///< canonical text, "" if untrained
  std::string environment;  ///< libraries and threads of the training, for the record
};

/// What is trained on its own: a shell, or a shell in one energy range of the published flow.
struct SurrogateMember {
  std::size_t shell = 0;
  std::size_t range = 0;  ///< index; 0 in the nereus flow
  std::string name;       ///< in files: "shell_0", "shell_0/range_2"
  std::string title;      ///< for people: "1s1/2", "1s1/2 550-800 MeV"
};

/// In the order of SurrogateParts::history: shell by shell.
std::vector<SurrogateMember> surrogate_members(const FlowOptions& flow, const std::vector<Shell>& shells);

/// SHA-256 of weights, architecture, coordinates, model and dataset (not of history and environment).
std::string fingerprint_of(const SurrogateParts& parts);

}  // namespace nereus
