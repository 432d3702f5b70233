#pragma once
// Panels in sealed files: finished tables and what an interrupted one has already.

#include <vector>

#include "base/sealed_file.hpp"
#include "hadron_tensor/table/table_panel.hpp"

namespace nereus {

/// Group /panels/0000 ... with attributes t_low_mev, t_high_mev, q_nodes, u_nodes and the dataset "rows" of
/// 16-bit integers [q][u][row][32]: 30 numbers and the two halves of a row's scales (see TableRow).
void write_panels(SealedFileWriter& file, const std::vector<TablePanel>& panels);

/// \throws FileError if something is missing or does not fit
std::vector<TablePanel> read_panels(const SealedFileReader& file);

}  // namespace nereus
