#pragma once
// Tables of a small domain, made once for a test program.

#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "../reference_data.hpp"
#include "hadron_tensor/table/build_table.hpp"
#include "hadron_tensor/table/tabulated_cross_section.hpp"

namespace nereus {

/// Neutrinos up to 320 MeV: a second or two a shell.
inline EvaluatorOptions small_domain() {
  EvaluatorOptions options;
  options.e_nu_max_mev = 320;
  return options;
}

constexpr std::int64_t few_points = 300;  ///< of a certificate

/// The table of one shell, by the nucleons in and out and the final state: form factors, axial charge and
/// flavour do not count.
inline std::shared_ptr<const ShellTable> sample_table(const std::string& field, const std::string& particle,
                                                      const ModelOptions& model, std::size_t shell) {
  static std::map<std::string, std::shared_ptr<const ShellTable>> made;
  const Probe probe = make_probe({particle}, {});
  const PhysicalConstants constants;
  const TableModel what{reference_field(field), probe, model, constants};
  const TableRequest request(what.field, probe, model, constants, small_domain(),
                             reference_model(field, particle, model).responses.shells()[shell]);
  auto& table = made[request.key()];
  if (table) return table;
  const std::string folder =
      (std::filesystem::temp_directory_path() / "nereus_sample_table_").string() + std::to_string(getpid());
  table =
      std::make_shared<const ShellTable>(build_shell_table(what, request, folder, Threads{2}, few_points));
  std::filesystem::remove_all(folder);
  return table;
}

/// Evaluator of some shells from their tables; the others may not be asked for.
inline std::unique_ptr<CrossSection> sample_tabulated(const std::string& field, const std::string& particle,
                                                      const ModelOptions& model,
                                                      const std::vector<std::size_t>& shells = {0, 1}) {
  std::vector<std::shared_ptr<const ShellTable>> tables(
      reference_model(field, particle, model).responses.shells().size());
  for (const std::size_t shell : shells) tables[shell] = sample_table(field, particle, model, shell);
  return make_tabulated_cross_section(reference_field(field), make_probe({particle}, {}), model, {}, tables);
}

}  // namespace nereus
