#pragma once
// Inclusive responses of all shells of a nucleus.

#include <memory>
#include <vector>

#include "hadron_tensor/shell_transition.hpp"

namespace nereus {

/// Responses of every shell that the probe can empty. Immutable and thread-safe.
class InclusiveResponses {
 public:
  InclusiveResponses(const MeanField& field, const Probe& probe, const ModelOptions& model,
                     const PhysicalConstants& constants);

  const std::vector<Shell>& shells() const { return shells_; }
  const ShellTransition& transition(std::size_t shell) const { return *transitions_[shell]; }
  /// One entry per shell [MeV^-1]; zero at or below its threshold. \param q, omega [MeV]
  std::vector<Responses> at(const Transfer& transfer) const;

 private:
  std::vector<Shell> shells_;
  std::vector<std::unique_ptr<ShellTransition>> transitions_;
};

/// d2sigma/(d omega d cos theta_l) of one set of responses [fm^2 MeV^-1].
/// \source PHYSICS Sec. 6
double inclusive_cross_section(const LeptonKinematics& lepton, const Responses& W, const Probe& probe,
                               const PhysicalConstants& constants);

/// 2 pi G_F^2 V_ud^2/(4 pi^2) (k'/E_nu) (hbar c)^2: the factor before L_{mu nu} H^{mu nu} [fm^2 MeV^-2].
double cross_section_prefactor(const LeptonKinematics& lepton, const PhysicalConstants& constants);

}  // namespace nereus
