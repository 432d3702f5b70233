#pragma once
// Form factors of the nucleon.

#include <optional>

#include "hadron_tensor/form_factor_options.hpp"
#include "hadron_tensor/z_expansion.hpp"
#include "meanfield/shell.hpp"

namespace nereus {

/// Electric, magnetic and axial form factors at one Q^2.
struct FormFactors {
  double G_E = 0, G_M = 0, G_A = 0;
};

/// Form factors of one parametrisation. Immutable and thread-safe.
/// \source PHYSICS Sec. 5
class NucleonFormFactors {
 public:
  /// \param nucleon_mass [MeV]
  /// \throws InputError for an unknown parametrisation, or a z expansion that cannot be built
  NucleonFormFactors(const FormFactorOptions& options, double nucleon_mass);

  /// Charged current: G_E = G_Ep - G_En, G_M = G_Mp - G_Mn, and G_A with G_A(0) = +g_A.
  /// \param Q2 [MeV^2]
  FormFactors isovector(double Q2) const;

  /// Electromagnetic current of one nucleon; its G_A is zero.
  /// \param Q2 [MeV^2]
  FormFactors electromagnetic(Isospin struck, double Q2) const;

 private:
  double axial(double Q2) const;
  FormFactorOptions options_;
  double nucleon_mass_;
  bool bbba05_;
  std::optional<ZExpansion> z_expansion_;  ///< of F_A = -G_A; empty: dipole
};

}  // namespace nereus
