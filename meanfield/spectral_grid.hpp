#pragma once
// Spectral elements on 0 <= r <= R: functions known at Gauss-Lobatto nodes, as polynomials in each element.

#include <Eigen/Core>

namespace nereus {

/// Radial grid of equal elements with polynomials of one degree. Neighbours share their common node; node 0
/// is r = 0, the last node is the wall. Functions are arrays of values at all nodes.
/// \source Canuto et al., Spectral Methods (2006), Sec. 2.3 (nodes, weights, derivatives on [-1, 1])
class SpectralGrid {
 public:
  /// \param box      wall R [fm]
  /// \param element  approximate length of an element [fm]; the box holds a whole number of them
  /// \param degree   of the polynomials, 2 ... 30
  SpectralGrid(double box, double element, int degree);

  int size() const { return static_cast<int>(r_.size()); }
  int elements() const { return elements_; }
  int degree() const { return degree_; }
  double element_length() const { return length_; }
  const Eigen::ArrayXd& r() const { return r_; }
  /// Weights of the integral over r (without r^2) [fm].
  const Eigen::ArrayXd& weights() const { return weights_; }
  /// Derivative of the polynomials of one element at its nodes [fm^-1], (degree + 1) x (degree + 1).
  const Eigen::MatrixXd& derivative_matrix() const { return derivative_; }
  /// Weights of the nodes of one element [fm].
  const Eigen::VectorXd& element_weights() const { return element_weights_; }

  double integral(const Eigen::ArrayXd& f) const { return (weights_ * f).sum(); }
  /// df/dr; the mean of both sides at a common node.
  Eigen::ArrayXd derivative(const Eigen::ArrayXd& f) const;
  /// int_0^r f dr' at every node.
  Eigen::ArrayXd integral_from_origin(const Eigen::ArrayXd& f) const;
  /// f with its value at r = 0 replaced such that f'(0) = 0: the limit of an even function that is 0/0 there.
  Eigen::ArrayXd with_even_origin(Eigen::ArrayXd f) const;
  /// f at r_i = i * step, i < points, all inside the box.
  Eigen::ArrayXd on_uniform_grid(const Eigen::ArrayXd& f, double step, int points) const;

 private:
  int elements_, degree_;
  double length_;
  Eigen::ArrayXd r_, weights_;
  Eigen::VectorXd reference_nodes_, barycentric_, element_weights_;
  Eigen::MatrixXd derivative_, integration_;
};

}  // namespace nereus
