#pragma once
// Which table a model needs.

#include <memory>
#include <string>

#include "hadron_tensor/probe.hpp"
#include "hadron_tensor/responses.hpp"
#include "hadron_tensor/table/evaluator_options.hpp"
#include "hadron_tensor/table/table_panel.hpp"

namespace nereus {

/// The table of one shell, described by what its numbers depend on: mean field, hole and outgoing nucleon,
/// final state, constants, domain, accuracy. Form factors, missing energy, probe energy and, for distorted
/// waves, the axial charge do not count.
class TableRequest {
 public:
  TableRequest(const MeanField& field, const Probe& probe, const ModelOptions& model,
               const PhysicalConstants& constants, const EvaluatorOptions& options, const Shell& shell);

  /// SHA-256 of the description.
  const std::string& key() const { return key_; }
  /// "c12_n1p3-2_to_p_" and the first digits of the key.
  std::string file_name() const;
  /// "1p3/2 of C12".
  std::string title() const;
  double accuracy() const { return accuracy_; }
  const Shell& shell() const { return shell_; }

  const TableFrame& frame() const { return frame_; }
  /// The model whose amplitudes are tabulated: accuracy 1e-6, all operators that its waves have.
  static ModelOptions amplitude_model(const ModelOptions& model);

 private:
  std::string nucleus_, key_;
  Shell shell_;
  Isospin outgoing_;
  double accuracy_;
  TableFrame frame_;
};

}  // namespace nereus
