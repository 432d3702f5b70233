#pragma once
// Inclusive responses of all shells of a nucleus.

#include <memory>
#include <vector>

#include "hadron_tensor/shell_strength.hpp"
#include "hadron_tensor/shell_transition.hpp"

namespace nereus {

/// Responses of every shell that the probe can empty. Immutable and thread-safe.
class InclusiveResponses {
 public:
  InclusiveResponses(const MeanField& field, const Probe& probe, const ModelOptions& model,
                     const PhysicalConstants& constants);

  const std::vector<Shell>& shells() const { return shells_; }
  const ShellTransition& transition(std::size_t shell) const { return *transitions_[shell]; }
  /// Where in missing energy the shell's strength lies.
  const ShellStrength& strength(std::size_t shell) const { return strengths_[shell]; }
  /// One entry per shell [MeV^-1], integrated over its strength; zero at or below its threshold.
  /// \param q, omega [MeV]
  std::vector<Responses> at(const Transfer& transfer) const;
  /// The same at several q [MeV] and one omega, [q][shell]: the waves are shared.
  std::vector<std::vector<Responses>> at(double omega, const std::vector<double>& q) const;

 private:
  std::vector<Shell> shells_;
  std::vector<ShellStrength> strengths_;
  std::vector<std::unique_ptr<ShellTransition>> transitions_;
};

/// d2sigma/(d omega d cos theta_l) of one set of responses [fm^2 MeV^-1], integrated over the lepton's
/// azimuth. \source PHYSICS Secs. 5 and 6
double inclusive_cross_section(const LeptonKinematics& lepton, const Responses& W, const Probe& probe,
                               const PhysicalConstants& constants);

/// The factor before L_{mu nu} H^{mu nu} [fm^2 MeV^-2]: 2 pi (k'/E) (hbar c)^2 times G_F^2 V_ud^2/(4 pi^2),
/// or 2 alpha^2/Q^4 for electrons.
double cross_section_prefactor(const LeptonKinematics& lepton, const Probe& probe,
                               const PhysicalConstants& constants);

}  // namespace nereus
