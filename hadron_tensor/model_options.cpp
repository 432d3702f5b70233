#include "hadron_tensor/model_options.hpp"

namespace nereus {

void ModelOptions::visit(FieldVisitor& visitor) {
  visitor.field("preset", preset,
                "ghent2022: field, axial charge and monopole of the published Ghent tables (C12, O16)",
                {"none", "ghent2022"});
  visitor.field("final_state", final_state, "wave of the outgoing nucleon",
                {"distorted", "plane_wave", "plane_wave_consistent"});
  visitor.field("axial_charge", axial_charge, "one-body axial charge operator",
                {"complete", "pion_pole", "ghent"});
  visitor.field("coulomb_monopole", coulomb_monopole, "keep the J = 0 Coulomb amplitude of s1/2 -> s1/2");
  visitor.field("q_max_mev", q_max_mev,
                "no cross section beyond this momentum transfer (`nereus sigma` prints its share); 0: no cut",
                {0, 1e5});
  visitor.field("accuracy", accuracy, "relative accuracy of the partial-wave sum and radial integrals",
                {1e-7, 1e-3});
  missing_energy.visit(visitor);
}

}  // namespace nereus
