#include "hadron_tensor/model_options.hpp"

namespace nereus {

void ModelOptions::visit(FieldVisitor& visitor) {
  visitor.field("final_state", final_state, "wave of the outgoing nucleon",
                {"distorted", "plane_wave", "plane_wave_consistent"});
  visitor.field("axial_charge", axial_charge, "one-body axial charge operator", {"complete", "pion_pole"});
  visitor.field("accuracy", accuracy, "relative accuracy of the partial-wave sum and radial integrals",
                {1e-7, 1e-3});
}

}  // namespace nereus
