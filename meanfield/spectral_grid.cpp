#include "meanfield/spectral_grid.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Legendre polynomials of degree p - 1 and p at x.
struct LegendrePair {
  double lower, upper;
};

LegendrePair legendre(int p, double x) {
  double lower = 1, upper = x;
  for (int k = 2; k <= p; ++k) {
    const double next = ((2 * k - 1) * x * upper - (k - 1) * lower) / k;
    lower = upper;
    upper = next;
  }
  return {lower, upper};
}

/// Zeros of (1 - x^2) P_p'(x) by Newton's method from the Chebyshev-Lobatto points.
Eigen::VectorXd lobatto_nodes(int p) {
  Eigen::VectorXd x(p + 1);
  for (int i = 0; i <= p; ++i) {
    double node = -std::cos(pi * i / p);
    if (i > 0 && i < p)
      for (int step = 0; step < 50; ++step) {
        const LegendrePair P = legendre(p, node);
        // (1 - x^2) P_p' = p (P_{p-1} - x P_p), and its derivative is -p (p+1) P_p.
        const double change = p * (P.lower - node * P.upper) / (p * (p + 1.0) * P.upper);
        node += change;
        if (std::abs(change) < 1e-16) break;
      }
    x[i] = node;
  }
  return x;
}

Eigen::VectorXd barycentric_weights(const Eigen::VectorXd& x) {
  Eigen::VectorXd weights(x.size());
  for (int i = 0; i < x.size(); ++i) {
    double product = 1;
    for (int k = 0; k < x.size(); ++k)
      if (k != i) product *= x[i] - x[k];
    weights[i] = 1 / product;
  }
  return weights;
}

/// Values of the Lagrange polynomials of the nodes at y.
/// \source Berrut & Trefethen, SIAM Review 46 (2004) 501
Eigen::VectorXd lagrange(const Eigen::VectorXd& x, const Eigen::VectorXd& barycentric, double y) {
  for (int i = 0; i < x.size(); ++i)
    if (y == x[i]) return Eigen::VectorXd::Unit(x.size(), i);
  Eigen::VectorXd values = barycentric.array() / (y - x.array());
  return values / values.sum();
}

Eigen::MatrixXd lagrange_derivatives(const Eigen::VectorXd& x, const Eigen::VectorXd& barycentric) {
  const Eigen::Index n = x.size();
  Eigen::MatrixXd D = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index k = 0; k < n; ++k)
      if (k != i) {
        D(i, k) = barycentric[k] / barycentric[i] / (x[i] - x[k]);
        D(i, i) -= D(i, k);
      }
  return D;
}

}  // namespace

SpectralGrid::SpectralGrid(double box, double element, int degree)
    : elements_(std::max(1, static_cast<int>(std::lround(box / element)))),
      degree_(degree),
      length_(box / elements_) {
  const int p = degree_, nodes = p + 1;
  const double half = length_ / 2;
  reference_nodes_ = lobatto_nodes(p);
  barycentric_ = barycentric_weights(reference_nodes_);
  derivative_ = lagrange_derivatives(reference_nodes_, barycentric_) / half;
  element_weights_.resize(nodes);
  for (int i = 0; i < nodes; ++i) {
    const double P = legendre(p, reference_nodes_[i]).upper;
    element_weights_[i] = half * 2 / (p * (p + 1) * P * P);
  }

  // int_{-1}^{x_i} of each Lagrange polynomial, by the Lobatto rule of the next degree on [-1, x_i].
  const Eigen::VectorXd finer = lobatto_nodes(p + 1);
  integration_ = Eigen::MatrixXd::Zero(nodes, nodes);
  for (int i = 1; i < nodes; ++i) {
    const double part = (reference_nodes_[i] + 1) / 2;
    for (int k = 0; k < finer.size(); ++k) {
      const double P = legendre(p + 1, finer[k]).upper;
      const double weight = part * 2 / ((p + 1) * (p + 2) * P * P);
      integration_.row(i) +=
          half * weight * lagrange(reference_nodes_, barycentric_, -1 + part * (finer[k] + 1)).transpose();
    }
  }

  r_.resize(elements_ * p + 1);
  weights_ = Eigen::ArrayXd::Zero(r_.size());
  for (int e = 0; e < elements_; ++e) {
    r_.segment(e * p, nodes) = length_ * e + half * (reference_nodes_.array() + 1);
    weights_.segment(e * p, nodes) += element_weights_.array();
  }
}

Eigen::ArrayXd SpectralGrid::derivative(const Eigen::ArrayXd& f) const {
  Eigen::ArrayXd df = Eigen::ArrayXd::Zero(size());
  for (int e = 0; e < elements_; ++e)
    df.segment(e * degree_, degree_ + 1) +=
        (derivative_ * f.segment(e * degree_, degree_ + 1).matrix()).array();
  for (int e = 1; e < elements_; ++e) df[e * degree_] /= 2;
  return df;
}

Eigen::ArrayXd SpectralGrid::integral_from_origin(const Eigen::ArrayXd& f) const {
  Eigen::ArrayXd integral = Eigen::ArrayXd::Zero(size());
  for (int e = 0; e < elements_; ++e) {
    const int first = e * degree_;
    integral.segment(first + 1, degree_) =
        integral[first] + (integration_ * f.segment(first, degree_ + 1).matrix()).tail(degree_).array();
  }
  return integral;
}

Eigen::ArrayXd SpectralGrid::with_even_origin(Eigen::ArrayXd f) const {
  const double others = derivative_.row(0).tail(degree_).dot(f.segment(1, degree_).matrix());
  f[0] = -others / derivative_(0, 0);
  return f;
}

Eigen::ArrayXd SpectralGrid::on_uniform_grid(const Eigen::ArrayXd& f, double step, int points) const {
  Eigen::ArrayXd values(points);
  for (int i = 0; i < points; ++i) {
    const double r = i * step;
    const int e = std::min(elements_ - 1, static_cast<int>(r / length_));
    const double x = 2 * (r - e * length_) / length_ - 1;
    values[i] = lagrange(reference_nodes_, barycentric_, x).dot(f.segment(e * degree_, degree_ + 1).matrix());
  }
  return values;
}

}  // namespace nereus
