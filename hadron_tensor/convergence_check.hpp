#pragma once
// How far the numerics of the amplitude sum are off: measured against a finer calculation, not assumed.

#include <string>
#include <vector>

#include "base/constants.hpp"
#include "base/parallel.hpp"
#include "hadron_tensor/model_options.hpp"
#include "hadron_tensor/probe.hpp"
#include "meanfield/mean_field.hpp"

namespace nereus {

/// Where an amplitude sum was repeated with finer numerics, and what that changed.
struct ConvergenceSample {
  std::string shell;          ///< as the probe labels it
  double kinetic_energy = 0;  ///< of the outgoing nucleon [MeV]
  double q = 0;               ///< momentum transfer [MeV]
  double cos_theta_n = 0;     ///< direction of the nucleon
  int l_max = 0;              ///< last partial wave of the calculation as asked for
  int l_max_finer = 0;        ///< and of the finer one
  double error = 0;           ///< of the amplitudes: half the relative change of H (see below)
};

/// The worst sample and what was asked for.
struct ConvergenceEstimate {
  double requested = 0;  ///< [model] accuracy
  ConvergenceSample worst;
  std::size_t samples = 0;

  /// One line for people.
  std::string text() const;
};

/// Repeats the amplitude sums of every shell with finer numerics: the radial step of the field halved, the
/// orbitals continued beyond the end of its grid, [model] accuracy ten times smaller (smaller steps still,
/// larger matching radius, more partial waves). Energies run from just above threshold, or half the Coulomb
/// barrier, to `kinetic_energy_max`, momentum transfers lie on the
/// quasi-elastic ridge and on both sides of it, the nucleon goes forward, sideways and backward.
///
/// The error of a sample is max |H - H_finer| / (2 max |H_finer|), H at that direction: the scale of the
/// tolerances of PHYSICS Sec. 11, halved because H is quadratic in the amplitudes. Amplitudes that
/// have cancelled, or stayed under the Coulomb barrier, to less than 1e-3 of the shell's largest are measured
/// against 1e-3 of it: a millionth of the cross section there.
///
/// \param kinetic_energy_max  end of the domain [MeV], > 0
/// \throws ConvergenceError if the partial waves do not end; InputError for plane waves, which are in closed
///         form, or if no nucleon comes out
ConvergenceEstimate estimate_convergence(const MeanField& field, const Probe& probe,
                                         const ModelOptions& model, const PhysicalConstants& constants,
                                         double kinetic_energy_max, Threads threads);

/// The estimate may be this much larger than what was asked for before it counts as a failure: the rules that
/// choose the numerics are calibrated on the amplitude sum as a whole.
constexpr double convergence_slack = 3;

/// \throws ConvergenceError naming energy, momentum transfer, shell, partial waves and both numbers if the
/// estimate exceeds `convergence_slack` times the request
void require_convergence(const ConvergenceEstimate& estimate);

}  // namespace nereus
