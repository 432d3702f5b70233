#include "hadron_tensor/missing_energy_options.hpp"

namespace nereus {

void MissingEnergyOptions::visit(FieldVisitor& visitor) {
  visitor.field("removal_energy", removal_energy, "removal energy of the shells [MeV]",
                {"model", "experimental"}, {0.1, 300});
  visitor.field("width", width, "full width at half maximum of the shells in missing energy [MeV]",
                {"none", "experimental"}, {0, 100});
  visitor.field("line_shape", line_shape, "distribution of a shell's missing energy",
                {"delta", "gaussian", "lorentzian"});
  visitor.field("spectroscopic_factor", spectroscopic_factor, "share of a shell's strength that is counted",
                {"full"}, {0, 1});
}

}  // namespace nereus
