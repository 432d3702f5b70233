#pragma once
// Random points at which a table is compared with the direct evaluator.

#include <cstdint>
#include <optional>

#include "base/random_stream.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/table/shell_table.hpp"

namespace nereus {

/// A configuration and the density it was drawn with in (E_nu, omega, cos, cos, phi) [MeV^-2].
struct DrawnPoint {
  PhasePoint point;
  double density = 0;
};

/// Draws configurations of one shell at its removal energy inside a table's domain.
class CertificatePoints {
 public:
  CertificatePoints(const CrossSection& cross_section, const ShellTable& table, std::size_t shell);

  /// Close to the cross section: along the quasi-elastic ridge, forward nucleons, low T preferred, a third of
  /// the points in panels drawn all alike.
  DrawnPoint along_ridge(RandomStream& random) const;
  /// Flat in E_nu, omega, both cosines and phi_N.
  PhasePoint flat(RandomStream& random) const;
  /// A panel of the table, E_nu above what it needs, flat in the table's coordinates. The density is that in
  /// both cosines and phi_N alone: all energies count alike.
  DrawnPoint of_any_panel(RandomStream& random) const;

  double e_nu_min() const { return e_nu_min_; }  ///< where this shell opens [MeV]
  double e_nu_max() const { return table_.frame.domain.e_nu_max; }

 private:
  double ridge_density_of_t(double T, double t_max) const;
  std::optional<DrawnPoint> at(double e_nu, double T, RandomStream& random) const;

  const ShellTable& table_;
  double missing_energy_, lepton_mass_, e_nu_min_;
};

}  // namespace nereus
