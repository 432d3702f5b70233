#pragma once
// sigma_alpha(E_nu) by quadrature of the true cross section.

#include <limits>
#include <string>
#include <vector>

#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {

/// sigma_alpha at given energies by quadrature, nothing interpolated in E_nu.
/// \param energies [MeV]
/// \param t_max  only nucleons of a kinetic energy below this [MeV]: where the narrow resonances are
/// \return [shell][energy], per nucleus, actual occupation [fm^2]; zero below threshold
std::vector<std::vector<double>> shell_cross_sections(const InclusiveResponses& responses, const Probe& probe,
                                                      const std::vector<double>& energies, Threads threads,
                                                      double t_max = std::numeric_limits<double>::infinity());

/// sigma_alpha(E_nu) of each shell on a dense energy grid, interpolated in between (relative error
/// <= 1e-5 of the quadrature; the exact value is computed, never fitted).
class TotalCrossSection {
 public:
  /// Quadrature of the inclusive responses over omega and the lepton angle for E_nu in [min, max].
  static TotalCrossSection compute(const MeanField& field, const Probe& probe, const ModelOptions& model,
                                   const PhysicalConstants& constants, double e_nu_min, double e_nu_max,
                                   Threads threads);
  /// From values that are known already (a closed form, another code).
  /// \param energies    increasing [MeV]; \param sigma of each shell at the energies [fm^2]
  /// \param fingerprint of the cross section they belong to
  static TotalCrossSection from_values(std::vector<double> energies, std::vector<std::vector<double>> sigma,
                                       std::string fingerprint);
  static TotalCrossSection read(const std::string& path);  ///< \throws FileError
  void write(const std::string& path) const;

  std::size_t shells() const { return sigma_.size(); }
  double e_nu_min() const { return energies_.front(); }
  double e_nu_max() const { return energies_.back(); }
  /// [fm^2] per nucleus, actual occupation. \throws InputError outside [e_nu_min, e_nu_max]
  double sigma(std::size_t shell, double e_nu) const;
  /// Sum over shells [fm^2].
  double sigma(double e_nu) const;
  /// Fingerprint of the cross section it belongs to.
  const std::string& fingerprint() const { return fingerprint_; }

 private:
  std::vector<double> energies_;
  static constexpr int interpolation_points = 6;
  std::vector<std::vector<double>> sigma_;  // [shell][energy]
  std::string fingerprint_;
};

}  // namespace nereus
