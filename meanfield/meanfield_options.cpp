#include "meanfield/meanfield_options.hpp"

#include "base/error.hpp"

namespace nereus {
namespace {

bool decide(const std::string& word, bool force_setting) {
  return word == "force" ? force_setting : word == "on";
}

}  // namespace

void MeanFieldOptions::visit(FieldVisitor& visitor) {
  std::vector<std::string> names = force_names();
  names.push_back("card");
  names.push_back(ghent_force);
  const std::vector<std::string> switches = {"force", "on", "off"};
  visitor.field("force", force,
                "Skyrme force; \"card\": parameters of section [skyrme]; \"ghent2022\": the field of the "
                "published tables",
                names);
  visitor.field("file", file, "stored mean field to use instead of solving; \"\" solves");
  visitor.field("step_fm", step_fm, "radial step of the tabulated field", {0.001, 0.1});
  visitor.field("r_max_fm", r_max_fm, "end of the tabulated field, at most box_fm", {10, 100});
  visitor.field("box_fm", box_fm, "wall at which bound states vanish", {10, 100});
  visitor.field("fit_length", fit_length,
                "lengthen r_max_fm and box_fm until loosely bound orbitals have ended");
  visitor.field("element_fm", element_fm, "length of a spectral element", {0.1, 5});
  visitor.field("degree", degree, "polynomial degree in an element", {4, 30});
  visitor.field("tolerance_mev", tolerance_mev, "largest change of a potential in the last iteration",
                {1e-10, 1e-2});
  visitor.field("max_iterations", max_iterations, "then the iteration counts as not converged", {1, 100000});
  visitor.field("mixing", mixing, "share of the new potential; forces with t4 use 0.3 at most", {0.01, 1});
  visitor.field("j2", J2, "J^2 terms of t1 and t2; \"force\" as the force was fitted", switches);
  visitor.field("t4_j2", t4_J2, "J^2 terms of t4", switches);
  visitor.field("coulomb_exchange", coulomb_exchange, "Slater exchange", switches);
  visitor.field("centre_of_mass", centre_of_mass, "one-body correction (1 - 1/A) in the kinetic term");
  visitor.field("hbar2_2m_n", hbar2_2m_n, "hbar^2/2m of the neutron, MeV fm^2; 0 = the force's", {0, 100});
  visitor.field("hbar2_2m_p", hbar2_2m_p, "hbar^2/2m of the proton, MeV fm^2; 0 = the force's", {0, 100});
}

NamedForce resolve_force(const MeanFieldOptions& options) {
  NamedForce resolved;
  if (options.force == "card") {
    if (options.skyrme.t0 == 0 || options.skyrme.t3 == 0)
      throw InputError(
          "force \"card\" without a force (t0 and t3 are 0); give its parameters in section [skyrme]");
    resolved = {"card", options.skyrme, {}, "run card"};
  } else {
    resolved = named_force(options.force);
  }
  ForceSettings& settings = resolved.settings;
  settings.J2 = decide(options.J2, settings.J2);
  settings.t4_J2 = decide(options.t4_J2, settings.t4_J2);
  settings.coulomb_exchange = decide(options.coulomb_exchange, settings.coulomb_exchange);
  if (options.hbar2_2m_n > 0) settings.hbar2_2m_n = options.hbar2_2m_n;
  if (options.hbar2_2m_p > 0) settings.hbar2_2m_p = options.hbar2_2m_p;
  return resolved;
}

}  // namespace nereus
