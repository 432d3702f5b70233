#pragma once
// Skyrme forces: parameters by name or from the card, and the settings they were fitted with.

#include <string>
#include <vector>

#include "base/options.hpp"

namespace nereus {

/// Parameters of a Skyrme force; card section [skyrme] when `[meanfield] force = "card"`.
/// t0 [MeV fm^3], t1 t2 W0 [MeV fm^5], t3 [MeV fm^(3+3 alpha)], t4 [MeV fm^8], the rest are numbers.
/// \source reference of each force beside its numbers (skyrme_force.cpp); the functional: PHYSICS Sec. 2
struct SkyrmeForce {
  double t0 = 0, t1 = 0, t2 = 0, t3 = 0;
  double x0 = 0, x1 = 0, x2 = 0, x3 = 0;
  double alpha = 1;  ///< exponent of the density dependence
  double W0 = 0;     ///< spin-orbit strength of J . grad rho
  double W0p = 0;    ///< spin-orbit strength of J_q . grad rho_q; equal to W0 for standard forces
  double t4 = 0;     ///< velocity-dependent three-body term of the extended forces
  void visit(FieldVisitor& visitor);
};

/// What a force is used with unless the card says otherwise.
struct ForceSettings {
  bool J2 = false;               ///< J^2 terms of t1 and t2
  bool t4_J2 = false;            ///< J^2 terms of t4
  bool coulomb_exchange = true;  ///< Slater exchange
  double hbar2_2m_n = 20.73553;  ///< hbar^2/2m of the neutron [MeV fm^2]
  double hbar2_2m_p = 20.73553;  ///< hbar^2/2m of the proton [MeV fm^2]
};

/// A force with its name, settings and where the numbers come from.
struct NamedForce {
  std::string name;
  SkyrmeForce force;
  ForceSettings settings;
  std::string source;
};

/// SLy4, SLy5, SIII, SkM* (also SkMs), SGII, SkE2, SkE2G.
/// \throws InputError listing the known names
const NamedForce& named_force(const std::string& name);

/// All names that `named_force` accepts.
std::vector<std::string> force_names();

}  // namespace nereus
