#include "hadron_tensor/numerov.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace nereus {
namespace {

/// State of one radial step for a run of partial waves, structure of arrays.
struct Lanes {
  std::vector<double> centrifugal, sigma_dot_l;  // l(l+1), <sigma.l>
  std::vector<double> y, y_before, g;            // y = (1 - h^2 w/12) g
};

/// Advances lanes [0, count) from r_n to r_{n+1}; z is h^2 w at r_{n+1}.
/// Compiled for several instruction sets; the loop has no branches.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("avx512f", "avx2,fma", "default")))
#endif
void advance(int count, const double* __restrict centrifugal, const double* __restrict sigma_dot_l,
             double inverse_r2_h2, double central_h2, double spin_orbit_h2, double* __restrict y,
             double* __restrict y_before, double* __restrict g, double* __restrict z_here) {
  for (int c = 0; c < count; ++c) {
    const double y_next = 2 * y[c] - y_before[c] + z_here[c] * g[c];
    double z = centrifugal[c] * inverse_r2_h2 + central_h2 + sigma_dot_l[c] * spin_orbit_h2;
    const double s = z < 0 ? z : 0;
    z += s * s * s * (-1.0 / 240 + s * (1.0 / 6048));
    y_before[c] = y[c];
    y[c] = y_next;
    g[c] = y_next / (1 - z * (1.0 / 12));
    z_here[c] = z;
  }
}

}  // namespace

NumerovSolution solve_numerov(const NumerovProblem& problem) {
  const int channels = 2 * problem.l_max + 1;
  const double h2 = problem.step * problem.step;
  Lanes lanes;
  lanes.centrifugal.resize(channels);
  lanes.sigma_dot_l.resize(channels);
  std::vector<int> start(channels);
  // A wave starts where r^(l+1) has fallen to about 1e-25 of its value at the turning point: nothing
  // is lost and nothing over- or underflows.
  for (int c = 0; c < channels; ++c) {
    const int l = (c + 1) / 2;
    lanes.centrifugal[c] = double(l) * (l + 1);
    lanes.sigma_dot_l[c] = c == 2 * l ? l : -(l + 1.0);
    const double turning = std::sqrt(double(l) * (l + 1)) / std::max(problem.k, 0.3) * 0.6;
    const double depth = l == 0 ? 0 : turning * std::pow(10.0, -25.0 / (l + 1));
    // Closer than l(l+1)/n^2 = 12 Numerov's 1 - h^2 w/12 changes sign.
    const int closest = std::max(1, static_cast<int>(1.5 * std::sqrt(lanes.centrifugal[c] / 12)));
    // Further in, the growth up to the turning point would overflow.
    const double deepest = turning * std::pow(10.0, -160.0 / (l + 1));
    start[c] = std::max({closest, std::min(static_cast<int>(depth / problem.step), problem.keep_every * 2),
                         static_cast<int>(deepest / problem.step)});
    if (c > 0) start[c] = std::max(start[c], start[c - 1]);
  }
  lanes.y.assign(channels, 0);
  lanes.y_before.assign(channels, 0);
  lanes.g.assign(channels, 0);
  std::vector<double> z(channels, 0);

  NumerovSolution solution;
  solution.kept.setZero(channels, problem.kept);
  int active = 0;
  for (int n = 0; n < problem.steps; ++n) {
    const double r = (n + 1) * problem.step;
    // r_{n+1} is computed from r_n and r_{n-1}: lanes that begin at n are seeded first.
    while (active < channels && start[active] <= n) {
      const int c = active++;
      const int l = (c + 1) / 2;
      const int m = n;  // seed at m - 1 and m with r^(l+1) (1 + w0 r^2/(4l+6))
      const auto seed = [&](int i, double& y_out, double& g_out, double& z_out) {
        const double x = double(i) / m;
        const double ri = i * problem.step;
        const double w0 = problem.central[i] + lanes.sigma_dot_l[c] * problem.spin_orbit[i];
        const double value = std::pow(x, l + 1) * (1 + w0 * ri * ri / (4 * l + 6));
        const double zi = i == 0 ? 0 : h2 * (lanes.centrifugal[c] / (ri * ri) + w0);
        // At the origin w g -> 2 for l = 1 (g = r^2), 0 otherwise, in units of the seed's r_m.
        const double z_g = i == 0 ? (l == 1 ? 2.0 / (double(m) * m) : 0.0) : zi * value;
        y_out = value - z_g / 12;
        g_out = value;
        z_out = zi;
      };
      double ignore_g, ignore_z;
      seed(m - 1, lanes.y_before[c], ignore_g, ignore_z);
      seed(m, lanes.y[c], lanes.g[c], z[c]);
    }
    advance(active, lanes.centrifugal.data(), lanes.sigma_dot_l.data(), h2 / (r * r),
            h2 * problem.central[n + 1], h2 * problem.spin_orbit[n + 1], lanes.y.data(),
            lanes.y_before.data(), lanes.g.data(), z.data());
    const int at = n + 1;
    if (at % problem.keep_every == 0 && at / problem.keep_every <= problem.kept) {
      for (int c = 0; c < active; ++c) solution.kept(c, at / problem.keep_every - 1) = lanes.g[c];
    }
    if (at == problem.inner_match) {
      solution.inner = Eigen::Map<Eigen::ArrayXd>(lanes.g.data(), channels);
    }
  }
  solution.outer = Eigen::Map<Eigen::ArrayXd>(lanes.g.data(), channels);
  return solution;
}

}  // namespace nereus
