#pragma once
// Makes the table of one shell, and keeps it.

#include <memory>
#include <string>

#include "hadron_tensor/table/shell_table.hpp"
#include "hadron_tensor/table/table_request.hpp"

namespace nereus {

/// What a table is made from: the mean field and the model of a card.
struct TableModel {
  const MeanField& field;
  const Probe& probe;
  const ModelOptions& model;
  const PhysicalConstants& constants;
};

/// \throws InputError if a probe, or the cut in q, leaves nothing of a table's domain for a shell of this
/// removal energy [MeV]
void require_reach(const Probe& probe, const TableDomain& domain, double removal_energy,
                   const std::string& shell);

/// Builds panels until the certificate is met, up to three times anew: with more nodes to begin with, and
/// half of the tolerances that were too wide. Kill it at any time and call it again: panels finished in
/// `directory` are used again, the result is the same. \param directory  for unfinished work; the caller
/// removes it when the table is safe \param certificate_points  in each set \throws ConvergenceError with the
/// certificate if it is not met; InputError if the probe reaches nothing of the
///         domain
ShellTable build_shell_table(const TableModel& model, const TableRequest& request,
                             const std::string& directory, Threads threads,
                             std::int64_t certificate_points = 10000);

/// The certificate of a table for a model of which it holds the amplitudes.
/// \param points  in each set
TableCertificate certify_table(const TableModel& model, std::shared_ptr<const ShellTable> table,
                               const Shell& shell, std::int64_t points, Threads threads);

}  // namespace nereus
