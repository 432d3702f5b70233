#include "hadron_tensor/table/panel_file.hpp"

#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr std::int64_t most = 100000;  ///< panels of a table, nodes of a panel along one axis
constexpr std::size_t integers_per_row = sizeof(TableRow) / sizeof(std::int16_t);

std::string group_of(std::size_t panel) { return fmt::format("/panels/{:04d}", panel); }

}  // namespace

void write_panels(SealedFileWriter& file, const std::vector<TablePanel>& panels) {
  file.attribute("/panels", "count", static_cast<std::int64_t>(panels.size()));
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const TablePanel& panel = panels[i];
    const std::string group = group_of(i);
    std::vector<std::int16_t> integers(panel.nodes().size() * table_rows * integers_per_row);
    std::memcpy(integers.data(), panel.nodes().data(), integers.size() * sizeof(std::int16_t));
    const auto [q_stored, u_stored] = TablePanel::stored(panel.q_nodes(), panel.u_nodes());
    file.write_int16(group + "/rows", {q_stored, u_stored, table_rows, integers_per_row}, integers, "1");
    file.attribute(group, "t_low_mev", panel.t_low());
    file.attribute(group, "t_high_mev", panel.t_high());
    file.attribute(group, "q_nodes", static_cast<std::int64_t>(panel.q_nodes()));
    file.attribute(group, "u_nodes", static_cast<std::int64_t>(panel.u_nodes()));
  }
}

std::vector<TablePanel> read_panels(const SealedFileReader& file) {
  std::vector<TablePanel> panels;
  const auto count = static_cast<std::size_t>(file.integer_attribute("/panels", "count", 0, most));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string group = group_of(i);
    const auto q_nodes = static_cast<int>(file.integer_attribute(group, "q_nodes", 2, most));
    const auto u_nodes = static_cast<int>(file.integer_attribute(group, "u_nodes", 1, most));
    const auto [q_stored, u_stored] = TablePanel::stored(q_nodes, u_nodes);
    const std::vector<std::int16_t> integers = file.read_int16(group + "/rows");
    if (integers.size() * sizeof(std::int16_t) != q_stored * u_stored * sizeof(TableNode)) {
      throw FileError(
          fmt::format("{}: {} does not have the size of its nodes; remove the file and it is made again",
                      file.path(), group));
    }
    std::vector<TableNode> nodes(q_stored * u_stored);
    std::memcpy(nodes.data(), integers.data(), nodes.size() * sizeof(TableNode));
    panels.emplace_back(file.number_attribute(group, "t_low_mev"), file.number_attribute(group, "t_high_mev"),
                        q_nodes, u_nodes, std::move(nodes));
  }
  return panels;
}

}  // namespace nereus
