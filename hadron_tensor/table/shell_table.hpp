#pragma once
// Bilinears of one shell at any (T, q, theta_N) of a domain.

#include <string>
#include <vector>

#include "hadron_tensor/table/certificate.hpp"
#include "hadron_tensor/table/table_panel.hpp"

namespace nereus {

/// The table of one shell: panels in kinetic energy without gaps. It depends on the mean field, the final
/// state and the domain alone: form factors, axial charge, missing energy, neutrino energy and flavour enter
/// after it.
struct ShellTable {
  std::string key;  ///< SHA-256 of everything the numbers depend on
  TableFrame frame;
  std::vector<TablePanel> panels;
  TableCertificate certificate;
  double build_seconds = 0;  ///< on the wall, with the certificate

  /// The panel of a kinetic energy in the domain [MeV].
  const TablePanel& panel(double T) const;
  std::size_t bytes() const;

  /// \throws FileError if missing, damaged or not a table
  static ShellTable read(const std::string& path);
  void write(const std::string& path) const;
};

}  // namespace nereus
