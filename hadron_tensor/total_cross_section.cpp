#include "hadron_tensor/total_cross_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/sealed_file.hpp"
#include "hadron_tensor/response_table.hpp"

namespace nereus {

std::vector<std::vector<double>> shell_cross_sections(const InclusiveResponses& responses, const Probe& probe,
                                                      const std::vector<double>& energies, Threads threads,
                                                      double t_max) {
  if (energies.empty()) throw InputError("no energies (the cross section is wanted at one at least)");
  const double e_nu_max = *std::max_element(energies.begin(), energies.end());
  struck_by_neutrinos(probe, "no total cross section");
  std::vector<std::vector<double>> result;
  for (std::size_t shell = 0; shell < responses.shells().size(); ++shell) {
    const ShellStrength& strength = responses.strength(shell);
    const ResponseTable table(responses.transition(shell), probe,
                              strength.is_delta() ? strength.centre() : strength.threshold(), e_nu_max, 1e-5,
                              threads);
    std::vector<double> sigma(energies.size());
    parallel_for(energies.size(), threads, [&](std::size_t i) {
      const auto nodes = strength.quadrature(strength_points, energies[i] - probe.lepton_mass);
      for (std::size_t node = 0; node < nodes.nodes.size(); ++node) {
        sigma[i] += strength.factor() * nodes.weights[node] *
                    table.total_cross_section(energies[i], nodes.nodes[node], t_max);
      }
    });
    result.push_back(sigma);
  }
  return result;
}

TotalCrossSection TotalCrossSection::compute(const MeanField& field, const Probe& probe,
                                             const ModelOptions& model, const PhysicalConstants& constants,
                                             double e_nu_min, double e_nu_max, Threads threads) {
  if (!(e_nu_min > 0 && e_nu_max > e_nu_min)) {
    throw InputError(fmt::format("no energy range [{}, {}] MeV", e_nu_min, e_nu_max));
  }
  const int count = std::max(16, static_cast<int>(std::ceil((e_nu_max - e_nu_min) / 5.0)) + 1);
  TotalCrossSection result;
  for (int i = 0; i < count; ++i)
    result.energies_.push_back(e_nu_min + (e_nu_max - e_nu_min) * i / (count - 1));
  const InclusiveResponses responses(field, probe, model, constants);
  result.sigma_ = shell_cross_sections(responses, probe, result.energies_, threads);
  result.fingerprint_ = model_fingerprint(field, probe, model, constants);
  return result;
}

TotalCrossSection TotalCrossSection::from_values(std::vector<double> energies,
                                                 std::vector<std::vector<double>> sigma,
                                                 std::string fingerprint) {
  if (energies.size() < interpolation_points) {
    throw InputError(fmt::format("a cross section table needs at least {} energies", interpolation_points));
  }
  for (const auto& values : sigma) {
    if (values.size() != energies.size()) throw InputError("as many cross sections as energies are needed");
  }
  if (!std::is_sorted(energies.begin(), energies.end(), [](double a, double b) { return a <= b; })) {
    throw InputError("energies of a cross section table must increase");
  }
  TotalCrossSection result;
  result.energies_ = std::move(energies);
  result.sigma_ = std::move(sigma);
  result.fingerprint_ = std::move(fingerprint);
  return result;
}

double TotalCrossSection::sigma(std::size_t shell, double e_nu) const {
  if (!(e_nu >= e_nu_min() && e_nu <= e_nu_max())) {
    throw InputError(fmt::format("no total cross section at {} MeV (table covers [{}, {}] MeV)", e_nu,
                                 e_nu_min(), e_nu_max()));
  }
  // Lagrange polynomial through the six nearest nodes.
  const auto above = std::upper_bound(energies_.begin(), energies_.end(), e_nu) - energies_.begin();
  const auto last_start = static_cast<std::ptrdiff_t>(energies_.size()) - interpolation_points;
  const std::ptrdiff_t start = std::clamp<std::ptrdiff_t>(above - interpolation_points / 2, 0, last_start);
  double sum = 0;
  for (int i = 0; i < interpolation_points; ++i) {
    double weight = 1;
    for (int j = 0; j < interpolation_points; ++j) {
      if (j != i) weight *= (e_nu - energies_[start + j]) / (energies_[start + i] - energies_[start + j]);
    }
    sum += weight * sigma_.at(shell)[start + i];
  }
  return std::max(0.0, sum);  // at threshold the polynomial may undershoot zero
}

double TotalCrossSection::sigma(double e_nu) const {
  double sum = 0;
  for (std::size_t shell = 0; shell < sigma_.size(); ++shell) sum += sigma(shell, e_nu);
  return sum;
}

void TotalCrossSection::write(const std::string& path) const {
  SealedFileWriter file(path, "total_cross_section");
  file.write("/e_nu", energies_, "MeV");
  for (std::size_t shell = 0; shell < sigma_.size(); ++shell) {
    file.write(fmt::format("/sigma_{}", shell), sigma_[shell], "fm^2");
  }
  file.attribute("/", "shells", static_cast<std::int64_t>(sigma_.size()));
  file.attribute("/", "fingerprint", fingerprint_);
  file.close();
}

TotalCrossSection TotalCrossSection::read(const std::string& path) {
  const SealedFileReader file(path, "total_cross_section");
  std::vector<std::vector<double>> sigma;
  const std::vector<double> energies = file.read("/e_nu").values;
  const std::int64_t shells = file.integer_attribute("/", "shells", 1, 1000);
  for (std::int64_t shell = 0; shell < shells; ++shell) {
    sigma.push_back(file.read_numbers(fmt::format("/sigma_{}", shell), energies.size()));
  }
  return from_values(energies, std::move(sigma), file.text_attribute("/", "fingerprint"));
}

}  // namespace nereus
