#pragma once
// The true cross section of a channel: what every weight is made from.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/constants.hpp"
#include "base/parallel.hpp"
#include "hadron_tensor/model_options.hpp"
#include "hadron_tensor/probe.hpp"
#include "hadron_tensor/shell_strength.hpp"
#include "meanfield/mean_field.hpp"

namespace nereus {

/// One exclusive 1p1h configuration. Angles of the nucleon in the q frame: z along q, y along
/// k x k', so phi_n is measured from the half-plane of the leptons (PHYSICS Sec. 3).
struct PhasePoint {
  double e_nu = 0;                         ///< energy of the neutrino (or electron) [MeV]
  double omega = 0;                        ///< energy given to the nucleus [MeV]
  double cos_theta_lepton = 0;             ///< lepton scattering angle
  double cos_theta_n = 0;                  ///< nucleon polar angle from q
  double phi_n = 0;                        ///< nucleon azimuth [rad]
  std::optional<double> missing_energy{};  ///< E_m = omega - T [MeV]; unset: all of the shell's strength
};

/// d4sigma/(d omega d cos theta_l d Omega_N) as a function of phi_n [fm^2 MeV^-1 sr^-1]:
///   s0 + s1c cos phi + s2c cos 2phi + s1s sin phi + s2s sin 2phi.
/// \source PHYSICS Sec. 6
struct AzimuthalTerms {
  double s0 = 0, s1c = 0, s2c = 0, s1s = 0, s2s = 0;
  /// Not below zero: where the cross section vanishes, terms from a table may sum to a rounding error below it.
  double at(double phi_n) const;
  void add(const AzimuthalTerms& other, double weight);
};

/// Evaluates d4sigma of each occupied shell, with its actual occupation. Immutable and thread-safe.
class CrossSection {
 public:
  virtual ~CrossSection() = default;

  /// Shells that the probe can empty, deepest first.
  virtual const std::vector<Shell>& shells() const = 0;
  /// Where in missing energy the strength of a shell lies.
  virtual const ShellStrength& strength(std::size_t shell) const = 0;
  /// Centre of that strength: the removal energy [MeV].
  double removal_energy(std::size_t shell) const { return strength(shell).centre(); }
  virtual const Probe& probe() const = 0;
  virtual const Nucleus& nucleus() const = 0;
  virtual const PhysicalConstants& constants() const = 0;
  /// Fingerprint of mean field, probe, model and constants: the same model gives the same text.
  virtual const std::string& fingerprint() const = 0;
  /// How it is evaluated, in one line: what belongs to every output beside the fingerprint of the model.
  virtual const std::string& evaluator() const = 0;
  /// What the evaluator has to say of its accuracy: the certificates of tables; empty for the direct one.
  virtual std::string certificate() const { return {}; }
  /// Points that a tabulated evaluator has passed to the direct one, being outside its tables, up to now.
  virtual std::uint64_t outside_tables() const { return 0; }

  /// Azimuthal terms at one configuration (point.phi_n is not used). All zero outside phase space. With the
  /// missing energy given, times rho(E_m): d5sigma/dE_m; without, integrated over the strength.
  virtual AzimuthalTerms azimuthal_terms(std::size_t shell, const PhasePoint& point) const = 0;

  /// d4sigma [fm^2 MeV^-1 sr^-1].
  double d4sigma(std::size_t shell, const PhasePoint& point) const {
    return azimuthal_terms(shell, point).at(point.phi_n);
  }
  /// The same for many points, shell[i] belonging to points[i]. Neighbours that differ in the nucleon's
  /// direction alone share their waves; the result does not depend on what else is in the list.
  virtual std::vector<AzimuthalTerms> azimuthal_terms(const std::vector<std::size_t>& shell,
                                                      const std::vector<PhasePoint>& points,
                                                      Threads threads) const;
};

/// SHA-256 of mean field, probe, model, form factors and constants; the accuracy does not count.
std::string model_fingerprint(const MeanField& field, const Probe& probe, const ModelOptions& model,
                              const PhysicalConstants& constants);

/// Evaluator that computes every point from the distorted waves.
/// \param field mean field; copied
std::unique_ptr<CrossSection> make_direct_cross_section(const MeanField& field, const Probe& probe,
                                                        const ModelOptions& model,
                                                        const PhysicalConstants& constants);

}  // namespace nereus
