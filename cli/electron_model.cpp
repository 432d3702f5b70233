#include "cli/electron_model.hpp"

#include <cmath>
#include <memory>

#include "hadron_tensor/responses.hpp"

namespace nereus {

ElectronCrossSection make_electron_cross_section(const RunSettings& settings, const MeanField& field) {
  ProbeOptions options;
  options.particle = "electron";
  const Probe probe = make_probe(options, settings.constants);
  const auto responses =
      std::make_shared<const InclusiveResponses>(field, probe, settings.model, settings.constants);
  return [probe, responses, constants = settings.constants](const ElectronKinematics& electron) {
    // fm^2 MeV^-1, integrated over the azimuth -> nb sr^-1 GeV^-1.
    constexpr double unit = 1e7 * 1000 / (2 * M_PI);
    const auto lepton =
        lepton_kinematics(electron.beam_energy, electron.omega, std::cos(electron.theta), probe.lepton_mass);
    if (!lepton) return 0.0;
    double sum = 0;
    for (const Responses& W : responses->at(lepton->transfer))
      sum += inclusive_cross_section(*lepton, W, probe, constants);
    return unit * sum;
  };
}

}  // namespace nereus
