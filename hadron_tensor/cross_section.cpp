#include "hadron_tensor/cross_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

void require_same_size(const std::vector<std::size_t>& shell, const std::vector<PhasePoint>& points) {
  if (shell.size() != points.size()) throw InputError("as many shells as points are needed");
}

class DirectCrossSection : public CrossSection {
 public:
  DirectCrossSection(const MeanField& field, const Probe& probe, const ModelOptions& model,
                     const PhysicalConstants& constants)
      : responses_(field, probe, model, constants),
        probe_(probe),
        nucleus_(field.nucleus),
        constants_(constants),
        fingerprint_(model_fingerprint(field, probe, model, constants)),
        evaluator_(fmt::format("direct, accuracy {}", exact_number(model.accuracy))),
        q_max_(model.q_max()) {}

  const std::vector<Shell>& shells() const override { return responses_.shells(); }
  const ShellStrength& strength(std::size_t shell) const override { return responses_.strength(shell); }
  const Probe& probe() const override { return probe_; }
  const Nucleus& nucleus() const override { return nucleus_; }
  const PhysicalConstants& constants() const override { return constants_; }
  const std::string& fingerprint() const override { return fingerprint_; }
  const std::string& evaluator() const override { return evaluator_; }

  AzimuthalTerms azimuthal_terms(std::size_t shell, const PhasePoint& point) const override {
    return same_lepton(shell, point, {point.cos_theta_n}).front();
  }

  std::vector<AzimuthalTerms> azimuthal_terms(const std::vector<std::size_t>& shell,
                                              const std::vector<PhasePoint>& points,
                                              Threads threads) const override {
    require_same_size(shell, points);
    std::vector<std::size_t> first;  // of each run of points that differ in the nucleon's direction alone
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (i == 0 || shell[i] != shell[i - 1] || !has_same_lepton(points[i], points[i - 1]))
        first.push_back(i);
    }
    first.push_back(points.size());
    std::vector<AzimuthalTerms> result(points.size());
    parallel_for(
        first.size() - 1, threads,
        [&](std::size_t run) {
          std::vector<double> cosines;
          for (std::size_t i = first[run]; i < first[run + 1]; ++i) cosines.push_back(points[i].cos_theta_n);
          const auto terms = same_lepton(shell[first[run]], points[first[run]], cosines);
          std::copy(terms.begin(), terms.end(), result.begin() + static_cast<std::ptrdiff_t>(first[run]));
        },
        16);
    return result;
  }

 private:
  static bool has_same_lepton(const PhasePoint& a, const PhasePoint& b) {
    return a.e_nu == b.e_nu && a.omega == b.omega && a.cos_theta_lepton == b.cos_theta_lepton &&
           a.missing_energy == b.missing_energy;
  }

  /// Terms at the lepton of one point and several directions of the nucleon.
  std::vector<AzimuthalTerms> same_lepton(std::size_t shell, const PhasePoint& point,
                                          const std::vector<double>& cosines) const {
    std::vector<AzimuthalTerms> result(cosines.size());
    const auto lepton =
        lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, probe_.lepton_mass);
    if (!lepton || lepton->transfer.q > q_max_) return result;
    const LeptonTensor L = lepton_tensor(*lepton, probe_.helicity_sign());
    const ShellStrength& strength = responses_.strength(shell);
    const double factor = strength.factor() * cross_section_prefactor(*lepton, probe_, constants_);
    ShellStrength::Quadrature over_strength{{point.missing_energy.value_or(0)}, {1}};
    if (!point.missing_energy) over_strength = strength.quadrature(strength_points, point.omega);
    std::vector<std::size_t> inside;
    std::vector<double> directions;
    for (std::size_t i = 0; i < cosines.size(); ++i) {
      if (!(std::abs(cosines[i]) <= 1)) continue;
      inside.push_back(i);
      directions.push_back(cosines[i]);
    }
    for (std::size_t node = 0; node < over_strength.nodes.size(); ++node) {
      const auto tensors = responses_.transition(shell).hadron_tensors(lepton->transfer,
                                                                       over_strength.nodes[node], directions);
      for (std::size_t i = 0; i < inside.size(); ++i) {
        result[inside[i]].add(contract(L, tensors[i]), factor * over_strength.weights[node]);
      }
    }
    return result;
  }

  InclusiveResponses responses_;
  Probe probe_;
  Nucleus nucleus_;
  PhysicalConstants constants_;
  std::string fingerprint_, evaluator_;
  double q_max_;
};

}  // namespace

void AzimuthalTerms::add(const AzimuthalTerms& other, double weight) {
  s0 += weight * other.s0;
  s1c += weight * other.s1c;
  s2c += weight * other.s2c;
  s1s += weight * other.s1s;
  s2s += weight * other.s2s;
}

double AzimuthalTerms::at(double phi_n) const {
  return std::max(0.0, s0 + s1c * std::cos(phi_n) + s2c * std::cos(2 * phi_n) + s1s * std::sin(phi_n) +
                           s2s * std::sin(2 * phi_n));
}

std::vector<AzimuthalTerms> CrossSection::azimuthal_terms(const std::vector<std::size_t>& shell,
                                                          const std::vector<PhasePoint>& points,
                                                          Threads threads) const {
  require_same_size(shell, points);
  std::vector<AzimuthalTerms> result(points.size());
  parallel_for(
      points.size(), threads, [&](std::size_t i) { result[i] = azimuthal_terms(shell[i], points[i]); }, 16);
  return result;
}

std::string model_fingerprint(const MeanField& field, const Probe& probe, const ModelOptions& model,
                              const PhysicalConstants& constants) {
  ModelOptions physics = model;
  physics.accuracy = ModelOptions().accuracy;  // how exactly it is computed does not make another model
  physics.preset = ModelOptions().preset;      // its choices are in the other keys and in the field
  std::string text = canonical_text(physics);
  if (physics.q_max_mev == 0) {  // models without a cut keep the fingerprint from before there were cuts
    const std::string no_cut = "q_max_mev = 0\n";
    const std::size_t at = text.find(no_cut);
    if (at != std::string::npos) text.erase(at, no_cut.size());
  }
  return sha256("cross section 2\nfield = " + field.fingerprint +
                "\nprobe = " + std::to_string(pdg_probe(probe)) + "\n" + text +
                canonical_text(physics.form_factors) + canonical_text(constants));
}

std::unique_ptr<CrossSection> make_direct_cross_section(const MeanField& field, const Probe& probe,
                                                        const ModelOptions& model,
                                                        const PhysicalConstants& constants) {
  return std::make_unique<DirectCrossSection>(field, probe, model, constants);
}

}  // namespace nereus
