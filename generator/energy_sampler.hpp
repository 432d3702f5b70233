#pragma once
// Draws (E_nu, shell) with density flux(E_nu) sigma_shell(E_nu).

#include <vector>

#include "base/random_stream.hpp"
#include "generator/flux.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus {

struct EnergyAndShell {
  double e_nu = 0;  ///< [MeV]
  std::size_t shell = 0;
  double sigma_shell = 0;  ///< sigma_shell(e_nu) [fm^2]
  double sigma_total = 0;  ///< sum over shells [fm^2]
};

/// The shell of an interaction at e_nu, each with probability sigma_shell / sigma_total.
/// \param sigma_total  total.sigma(e_nu), positive [fm^2]
/// \param uniform      in (0, 1)
EnergyAndShell draw_shell(const TotalCrossSection& total, double e_nu, double sigma_total, double uniform);

/// Where the energies and shells of events come from.
class EnergySource {
 public:
  virtual ~EnergySource() = default;
  virtual EnergyAndShell draw(RandomStream& random) const = 0;
};

/// Exact sampler of flux x sigma: cells of at most half an MeV are drawn from an envelope above sigma(E_nu)
/// and corrected by rejection (a few per mille), so that the density is flux x sigma itself and not an
/// interpolation of it.
class EnergySampler : public EnergySource {
 public:
  /// \param flux  a flux inside the range of `total`
  /// \throws InputError if the cross section vanishes over the whole flux
  EnergySampler(const Flux& flux, const TotalCrossSection& total);

  EnergyAndShell draw(RandomStream& random) const override;

  /// int flux sigma dE / int flux dE, summed over shells, by quadrature [fm^2].
  double flux_averaged_sigma() const { return flux_averaged_sigma_; }

 private:
  struct Cell {
    double low = 0, high = 0;  ///< [MeV]
    double envelope = 0;       ///< above sigma(E_nu) everywhere in the cell [fm^2]
    double cumulative = 0;     ///< integral of flux x envelope up to the end of the cell
  };
  void add_cells(double low, double high, double density);

  const TotalCrossSection total_;
  std::vector<Cell> cells_;  ///< empty: mono
  double mono_energy_ = 0;
  double flux_averaged_sigma_ = 0;
};

}  // namespace nereus
