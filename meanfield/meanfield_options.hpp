#pragma once
// Card section [meanfield]: which force, and how finely and how long to iterate.

#include <cstdint>
#include <string>

#include "base/options.hpp"
#include "meanfield/skyrme_force.hpp"

namespace nereus {

/// `force` of the field behind the published Ghent tables (make_ghent_field).
constexpr const char* ghent_force = "ghent2022";

/// How the mean field is made. The defaults converge ground states from 12C to 208Pb to 0.1 keV.
/// Switches left at "force" (or 0) take the value the force was fitted with (ForceSettings).
struct MeanFieldOptions {
  std::string force = "SLy4";         ///< name of a force, or "card": parameters from section [skyrme]
  std::string file;                   ///< stored mean field to use instead of solving; "" = solve
  double step_fm = 0.0125;            ///< radial step of the tabulated field
  double r_max_fm = 20.0;             ///< end of the tabulated field
  double box_fm = 24.0;               ///< wall at which bound states vanish
  bool fit_length = true;             ///< lengthen both until loosely bound orbitals have ended
  double element_fm = 1.0;            ///< length of a spectral element
  std::int64_t degree = 18;           ///< polynomial degree in an element
  double tolerance_mev = 1e-8;        ///< largest change of a potential in the last iteration
  std::int64_t max_iterations = 400;  ///< then ConvergenceError
  double mixing = 0.4;                ///< share of the new potential; at most 0.3 is used for forces with t4
  std::string J2 = "force";           ///< J^2 terms of t1, t2: "force", "on", "off"
  std::string t4_J2 = "force";        ///< J^2 terms of t4: "force", "on", "off"
  std::string coulomb_exchange = "force";  ///< Slater exchange: "force", "on", "off"
  bool centre_of_mass = true;              ///< one-body correction (1 - 1/A) in the kinetic term
  double hbar2_2m_n = 0;                   ///< hbar^2/2m of the neutron [MeV fm^2], 0 = the force's
  double hbar2_2m_p = 0;                   ///< hbar^2/2m of the proton [MeV fm^2], 0 = the force's
  SkyrmeForce skyrme;                      ///< own card section [skyrme], used if force = "card"

  void visit(FieldVisitor& visitor);  ///< all but `skyrme`
};

/// The force that the options ask for, with every switch decided.
/// \throws InputError for an unknown force or a force "card" without parameters
NamedForce resolve_force(const MeanFieldOptions& options);

}  // namespace nereus
