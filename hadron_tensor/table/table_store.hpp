#pragma once
// Tables on disk: made when they are needed, then kept.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "hadron_tensor/table/build_table.hpp"

namespace nereus {

/// Folder of the tables: options.directory, or $XDG_CACHE_HOME/nereus, or ~/.cache/nereus.
/// \throws InputError if none of the three is set
std::string table_directory(const EvaluatorOptions& options);

/// Tables in memory by TableRequest::key(): models that differ in form factors alone share them.
using OpenTables = std::map<std::string, std::shared_ptr<const ShellTable>>;

/// The tables of all shells that the probe can empty, in their order; those that are not in the folder are
/// made. A damaged file, or one whose certificate does not meet the request, is made again. Two processes
/// that need the same table: one makes it, the other waits.
/// \param opened  tables that are used again and not read twice; those that are read join them
/// \throws FileError, ConvergenceError, InputError of the build
std::vector<std::shared_ptr<const ShellTable>> open_tables(const TableModel& model,
                                                           const EvaluatorOptions& options, Threads threads,
                                                           OpenTables& opened);
std::vector<std::shared_ptr<const ShellTable>> open_tables(const TableModel& model,
                                                           const EvaluatorOptions& options, Threads threads);

/// The evaluator that the options ask for. \param opened  as in open_tables
std::unique_ptr<CrossSection> make_cross_section(const TableModel& model, const EvaluatorOptions& options,
                                                 Threads threads, OpenTables& opened);

}  // namespace nereus
