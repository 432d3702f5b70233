#include "hadron_tensor/cross_section.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

class DirectCrossSection : public CrossSection {
 public:
  DirectCrossSection(const MeanField& field, const Probe& probe, const ModelOptions& model,
                     const PhysicalConstants& constants)
      : responses_(field, probe, model, constants),
        probe_(probe),
        nucleus_(field.nucleus),
        constants_(constants),
        fingerprint_(model_fingerprint(field, probe, model, constants)) {}

  const std::vector<Shell>& shells() const override { return responses_.shells(); }
  double removal_energy(std::size_t shell) const override {
    return responses_.transition(shell).removal_energy();
  }
  const Probe& probe() const override { return probe_; }
  const Nucleus& nucleus() const override { return nucleus_; }
  const PhysicalConstants& constants() const override { return constants_; }
  const std::string& fingerprint() const override { return fingerprint_; }

  AzimuthalTerms azimuthal_terms(std::size_t shell, const PhasePoint& point) const override {
    const auto lepton =
        lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, probe_.lepton_mass);
    if (!lepton || !(std::abs(point.cos_theta_n) <= 1)) return {};
    const HadronTensor H = responses_.transition(shell).hadron_tensor(lepton->transfer, point.cos_theta_n);
    AzimuthalTerms terms = contract(lepton_tensor(*lepton, probe_.antineutrino), H);
    const double factor = cross_section_prefactor(*lepton, constants_);
    for (double* s : {&terms.s0, &terms.s1c, &terms.s2c, &terms.s1s, &terms.s2s}) *s *= factor;
    return terms;
  }

 private:
  InclusiveResponses responses_;
  Probe probe_;
  Nucleus nucleus_;
  PhysicalConstants constants_;
  std::string fingerprint_;
};

}  // namespace

double AzimuthalTerms::at(double phi_n) const {
  return s0 + s1c * std::cos(phi_n) + s2c * std::cos(2 * phi_n) + s1s * std::sin(phi_n) +
         s2s * std::sin(2 * phi_n);
}

std::vector<AzimuthalTerms> CrossSection::azimuthal_terms(const std::vector<std::size_t>& shell,
                                                          const std::vector<PhasePoint>& points,
                                                          Threads threads) const {
  if (shell.size() != points.size()) throw InputError("as many shells as points are needed");
  std::vector<AzimuthalTerms> result(points.size());
  parallel_for(
      points.size(), threads, [&](std::size_t i) { result[i] = azimuthal_terms(shell[i], points[i]); }, 16);
  return result;
}

std::string model_fingerprint(const MeanField& field, const Probe& probe, const ModelOptions& model,
                              const PhysicalConstants& constants) {
  ModelOptions physics = model;
  physics.accuracy = ModelOptions().accuracy;  // how exactly it is computed does not make another model
  return sha256("cross section 1\nfield = " + field.fingerprint +
                "\nneutrino = " + std::to_string(pdg_neutrino(probe)) + "\n" + canonical_text(physics) +
                canonical_text(physics.form_factors) + canonical_text(constants));
}

std::unique_ptr<CrossSection> make_direct_cross_section(const MeanField& field, const Probe& probe,
                                                        const ModelOptions& model,
                                                        const PhysicalConstants& constants) {
  return std::make_unique<DirectCrossSection>(field, probe, model, constants);
}

}  // namespace nereus
