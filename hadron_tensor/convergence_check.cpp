#include "hadron_tensor/convergence_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

/// Amplitudes smaller than this part of their shell's largest are measured against it.
constexpr double smallest_scale = 1e-3;

/// Midpoints by the interpolating polynomial through eight neighbours; reflected at the origin with the sign
/// `parity`. In the last three intervals, where nothing but tails is left, straight lines do.
Eigen::ArrayXd halve_step(const Eigen::ArrayXd& f, int parity) {
  constexpr std::array<double, 4> weights{1225.0 / 2048, -245.0 / 2048, 49.0 / 2048, -5.0 / 2048};
  const Eigen::Index n = f.size();
  Eigen::ArrayXd result(2 * n - 1);
  const auto value = [&](Eigen::Index i) { return i < 0 ? parity * f[-i] : f[i]; };
  for (Eigen::Index i = 0; i < n; ++i) {
    result[2 * i] = f[i];
    if (i + 1 == n) break;
    double& midpoint = result[2 * i + 1];
    if (i + 4 >= n) {
      midpoint = 0.5 * (f[i] + f[i + 1]);
      continue;
    }
    midpoint = 0;
    for (Eigen::Index j = 0; j < 4; ++j) midpoint += weights[j] * (value(i - j) + value(i + 1 + j));
  }
  return result;
}

void halve_step(MeanField& field) {
  for (RadialPotential* V : {&field.neutron_potential, &field.proton_potential}) {
    V->B = halve_step(V->B, 1);
    V->dB = halve_step(V->dB, -1);
    V->d2B = halve_step(V->d2B, 1);
    V->U = halve_step(V->U, 1);
    V->W = halve_step(V->W, -1);
  }
  for (BoundOrbital& orbital : field.orbitals) {
    const int parity = orbital.shell.l % 2 == 0 ? -1 : 1;  // u ~ r^(l+1)
    orbital.u = halve_step(orbital.u, parity);
    orbital.du = halve_step(orbital.du, -parity);
  }
  field.step /= 2;
  field.points = 2 * field.points - 1;
}

Eigen::ArrayXd joined(const Eigen::ArrayXd& inside, const Eigen::ArrayXd& outside) {
  Eigen::ArrayXd result(inside.size() + outside.size());
  result << inside, outside;
  return result;
}

/// Orbitals go on as e^(-kappa r) beyond the end of the grid, potentials as Coulomb's, so that what the end
/// cuts off shows. Good to a tenth of that.
void extend(MeanField& field, double accuracy, const PhysicalConstants& constants) {
  const auto kappa = [&](const BoundOrbital& orbital) {
    return std::sqrt(-orbital.energy / field.potential(orbital.shell.isospin).B0);
  };
  double longest = 0;  // [fm]
  for (const BoundOrbital& orbital : field.orbitals) {
    const double u = std::abs(orbital.u[field.points - 1]);
    if (u > 0.1 * accuracy) longest = std::max(longest, std::log(u / (0.1 * accuracy)) / kappa(orbital));
  }
  const auto added = static_cast<Eigen::Index>(longest / field.step);
  const Eigen::ArrayXd beyond = Eigen::ArrayXd::LinSpaced(added, 1, static_cast<double>(added)) * field.step;
  const Eigen::ArrayXd zero = Eigen::ArrayXd::Zero(added);
  const double R = field.radius(field.points - 1);
  for (RadialPotential* V : {&field.neutron_potential, &field.proton_potential}) {
    const double charge = V == &field.proton_potential ? field.nucleus.Z * constants.e2() : 0;
    V->B = joined(V->B, Eigen::ArrayXd::Constant(added, V->B0));
    V->U = joined(V->U, charge / (R + beyond));
    for (Eigen::ArrayXd* part : {&V->dB, &V->d2B, &V->W}) *part = joined(*part, zero);
  }
  for (BoundOrbital& orbital : field.orbitals) {
    const Eigen::ArrayXd tail = orbital.u[field.points - 1] * (-kappa(orbital) * beyond).exp();
    orbital.u = joined(orbital.u, tail);
    orbital.du = joined(orbital.du, -kappa(orbital) * tail);
  }
  field.points += static_cast<int>(added);
}

/// From half the height of the Coulomb barrier: far under it nothing comes out.
std::vector<double> energies(const MeanField& field, Isospin outgoing, double kinetic_energy_max,
                             const PhysicalConstants& constants) {
  const double edge = 1.6 * std::cbrt(field.nucleus.A());  // of the nuclear potential [fm]
  const double charge = outgoing == Isospin::proton ? field.nucleus.Z * constants.e2() : 0;
  const double lowest = std::max(0.7, 0.5 * charge / edge);
  std::vector<double> result;
  for (const double T : {lowest, lowest + 3, 15.0, 50.0, 130.0, 300.0, 600.0}) {
    if (T < 0.9 * kinetic_energy_max) result.push_back(T);
  }
  result.push_back(kinetic_energy_max);
  return result;
}

/// On the ridge the nucleon takes all of q; q > omega always.
std::vector<double> momenta(double kinetic_energy, double omega, double mass) {
  std::vector<double> result;
  const double ridge = nucleon_momentum(kinetic_energy, mass);
  for (const double q : {0.6 * ridge, ridge, 1.3 * ridge + 50}) {
    result.push_back(std::max(q, 1.05 * omega));
  }
  return result;
}

const std::vector<double> directions{1, 0.9, 0.3, -0.8};

/// What finer numerics changed in H, and H itself: largest components.
struct Change {
  ConvergenceSample at;
  std::size_t shell = 0;
  double difference = 0, size = 0;  // [MeV^-1 sr^-1]
};

/// All momentum transfers and directions of one shell at one energy.
std::vector<Change> compare(const InclusiveResponses& asked, const InclusiveResponses& finer,
                            std::size_t shell, double T, double nucleon_mass) {
  const ShellTransition& here = asked.transition(shell);
  const ShellTransition& there = finer.transition(shell);
  const double E_m = here.removal_energy();
  std::vector<Change> result;
  for (const double q : momenta(T, T + E_m, nucleon_mass)) {
    const auto H = here.hadron_tensors({T + E_m, q}, E_m, directions);
    const auto H_finer = there.hadron_tensors({T + E_m, q}, E_m, directions);
    for (std::size_t i = 0; i < directions.size(); ++i) {
      Change change;
      change.at.kinetic_energy = T;
      change.at.q = q;
      change.at.cos_theta_n = directions[i];
      change.shell = shell;
      change.difference = (H[i] - H_finer[i]).cwiseAbs().maxCoeff();
      change.size = H_finer[i].cwiseAbs().maxCoeff();
      result.push_back(change);
    }
  }
  return result;
}

/// The sample whose relative error is the largest. A shell's small amplitudes are measured against a fixed
/// part of its largest one.
Change find_worst(std::vector<Change> changes, std::size_t shells) {
  std::vector<double> largest(shells, 0);
  for (const Change& change : changes) largest[change.shell] = std::max(largest[change.shell], change.size);
  for (Change& change : changes) {
    const double floor = smallest_scale * smallest_scale * largest[change.shell];
    change.at.error = change.difference / (2 * std::max(change.size, floor));
  }
  return *std::max_element(changes.begin(), changes.end(),
                           [](const Change& a, const Change& b) { return a.at.error < b.at.error; });
}

}  // namespace

std::string ConvergenceEstimate::text() const {
  return fmt::format(
      "estimated error of the amplitude sums: {:.1e} of {} sums at most, {:.1e} asked for (shell {}, T = "
      "{:.4g} MeV, q = {:.4g} MeV, cos(theta_N) = {}, l_max = {}; finer: {})",
      worst.error, samples, requested, worst.shell, worst.kinetic_energy, worst.q, worst.cos_theta_n,
      worst.l_max, worst.l_max_finer);
}

ConvergenceEstimate estimate_convergence(const MeanField& field, const Probe& probe,
                                         const ModelOptions& model, const PhysicalConstants& constants,
                                         double kinetic_energy_max, Threads threads) {
  if (parse_final_state(model.final_state) != FinalState::distorted) {
    throw InputError("no estimate of the error for final_state = '" + model.final_state +
                     "' (plane waves are in closed form)");
  }
  if (!(kinetic_energy_max > 0)) {
    throw InputError(fmt::format("no estimate of the error up to T = {:.4g} MeV (no nucleon comes out)",
                                 kinetic_energy_max));
  }
  ModelOptions finer_model = model;
  finer_model.accuracy = model.accuracy / 10;
  const InclusiveResponses asked(field, probe, model, constants);
  MeanField finer_field = field;
  halve_step(finer_field);
  extend(finer_field, finer_model.accuracy, constants);
  const InclusiveResponses finer(finer_field, probe, finer_model, constants);

  std::vector<std::pair<std::size_t, double>> tasks;  // shell, kinetic energy
  for (std::size_t shell = 0; shell < asked.shells().size(); ++shell) {
    const Isospin outgoing = asked.transition(shell).channel().outgoing;
    for (const double T : energies(field, outgoing, kinetic_energy_max, constants))
      tasks.push_back({shell, T});
  }
  std::vector<std::vector<Change>> changes(tasks.size());
  parallel_for(tasks.size(), threads, [&](std::size_t i) {
    changes[i] = compare(asked, finer, tasks[i].first, tasks[i].second, constants.nucleon_mass);
  });
  std::vector<Change> all;
  for (const auto& part : changes) all.insert(all.end(), part.begin(), part.end());
  const Change worst = find_worst(all, asked.shells().size());

  ConvergenceEstimate result{model.accuracy, worst.at, all.size()};
  const auto last_wave = [&](const InclusiveResponses& responses) {
    return responses.transition(worst.shell)
        .channel()
        .continuum.solve(worst.at.kinetic_energy, worst.at.q)
        .l_max;
  };
  result.worst.shell = probe.shell_label(asked.shells()[worst.shell]);
  result.worst.l_max = last_wave(asked);
  result.worst.l_max_finer = last_wave(finer);
  return result;
}

void require_convergence(const ConvergenceEstimate& estimate) {
  if (estimate.worst.error <= convergence_slack * estimate.requested) return;
  throw ConvergenceError("accuracy not reached: " + estimate.text() +
                         "; ask for a smaller model.accuracy, a longer field (meanfield.r_max_fm, "
                         "box_fm) for loosely bound shells, a smaller meanfield.step_fm at high energy");
}

}  // namespace nereus
