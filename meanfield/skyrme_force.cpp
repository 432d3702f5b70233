#include "meanfield/skyrme_force.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

// In Hartree-Fock the three-body t3 of SIII and SkE2 equals the density-dependent term with alpha = 1, x3 = 1
// (Vautherin & Brink 1972), whatever the published split.
std::vector<NamedForce> table_of_forces() {
  std::vector<NamedForce> forces;
  const auto add = [&](const char* name, const SkyrmeForce& force, const ForceSettings& settings,
                       const char* source) {
    forces.push_back({name, force, settings, source});
  };

  SkyrmeForce f;
  f.t0 = -2488.91, f.t1 = 486.82, f.t2 = -546.39, f.t3 = 13777.0;
  f.x0 = 0.834, f.x1 = -0.344, f.x2 = -1.0, f.x3 = 1.354;
  f.alpha = 1.0 / 6, f.W0 = f.W0p = 123.0;
  add("SLy4", f, {}, "Chabanat et al., NPA 635 (1998) 231");

  f.t0 = -2484.88, f.t1 = 483.13, f.t2 = -549.40, f.t3 = 13763.0;
  f.x0 = 0.778, f.x1 = -0.328, f.x2 = -1.0, f.x3 = 1.267;
  f.W0 = f.W0p = 126.0;
  ForceSettings with_J2;
  with_J2.J2 = true;
  add("SLy5", f, with_J2, "Chabanat et al., NPA 635 (1998) 231");

  f = {};
  f.t0 = -1128.75, f.t1 = 395.0, f.t2 = -95.0, f.t3 = 14000.0;
  f.x0 = 0.45, f.x3 = 1.0;
  f.alpha = 1.0, f.W0 = f.W0p = 120.0;
  add("SIII", f, {}, "Beiner et al., NPA 238 (1975) 29");

  f = {};
  f.t0 = -2645.0, f.t1 = 410.0, f.t2 = -135.0, f.t3 = 15595.0;
  f.x0 = 0.09;
  f.alpha = 1.0 / 6, f.W0 = f.W0p = 130.0;
  add("SkM*", f, {}, "Bartel et al., NPA 386 (1982) 79");

  f.t1 = 340.0, f.t2 = -41.9;
  f.x1 = -0.0588, f.x2 = 1.425, f.x3 = 0.06044;
  f.W0 = f.W0p = 105.0;
  add("SGII", f, {}, "Van Giai & Sagawa, PLB 106 (1981) 379");

  f = {};
  f.t0 = -1299.30, f.t1 = 802.41, f.t2 = -67.89, f.t3 = 19558.96;
  f.x0 = 0.270, f.x3 = 1.0;
  f.alpha = 1.0, f.W0 = f.W0p = 120.0, f.t4 = -15808.79;
  add("SkE2", f, {}, "Waroquier et al., NPA 404 (1983) 298");

  // SkE2 with the settings that reproduce the removal thresholds of the published Ghent tables of 16O.
  ForceSettings ghent;
  ghent.J2 = ghent.t4_J2 = true;
  ghent.coulomb_exchange = false;
  ghent.hbar2_2m_n = 20.72126;
  ghent.hbar2_2m_p = 20.74982;
  add("SkE2G", f, ghent,
      "Waroquier et al., NPA 404 (1983) 298; settings of Ryckebusch et al., NPA 476 (1988) 237");
  return forces;
}

const std::vector<NamedForce>& known_forces() {
  static const std::vector<NamedForce> forces = table_of_forces();
  return forces;
}

}  // namespace

void SkyrmeForce::visit(FieldVisitor& visitor) {
  // Far beyond any published force: what is mistyped by powers of ten is refused.
  const Range strength{-1e6, 1e6};
  visitor.field("t0", t0, "central, MeV fm^3", strength);
  visitor.field("t1", t1, "momentum-dependent, even, MeV fm^5", strength);
  visitor.field("t2", t2, "momentum-dependent, odd, MeV fm^5", strength);
  visitor.field("t3", t3, "density-dependent, MeV fm^(3 + 3 alpha)", strength);
  visitor.field("x0", x0, "spin exchange of t0", strength);
  visitor.field("x1", x1, "spin exchange of t1", strength);
  visitor.field("x2", x2, "spin exchange of t2", strength);
  visitor.field("x3", x3, "spin exchange of t3 (1 for a three-body force)", strength);
  visitor.field("alpha", alpha, "exponent of the density (1 for a three-body force)", {1e-3, 3});
  visitor.field("w0", W0, "spin-orbit, J . grad rho, MeV fm^5", strength);
  visitor.field("w0p", W0p, "spin-orbit, J_q . grad rho_q, MeV fm^5; usually equal to w0", strength);
  visitor.field("t4", t4, "velocity-dependent three-body, MeV fm^8; 0 for standard forces", strength);
}

const NamedForce& named_force(const std::string& name) {
  const std::string wanted = name == "SkMs" ? "SkM*" : name;
  for (const NamedForce& known : known_forces())
    if (known.name == wanted) return known;
  throw InputError(fmt::format("unknown force '{}' (known are {}){}", name, join(force_names()),
                               did_you_mean(name, force_names())));
}

std::vector<std::string> force_names() {
  std::vector<std::string> names;
  for (const NamedForce& known : known_forces()) {
    names.push_back(known.name);
    if (known.name == "SkM*") names.push_back("SkMs");
  }
  return names;
}

}  // namespace nereus
