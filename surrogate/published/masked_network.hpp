#pragma once
// The conditioner of one step: a MADE, hidden units sorted by degree.

#include <array>
#include <cstddef>

#include "base/random_stream.hpp"

namespace nereus {

/// Variables of a flow: omega, theta_l, theta_n, phi_n.
constexpr std::size_t flow_variables = 4;

/// y = W x + b inside the flat vector of parameters, W [rows][columns].
struct AffineBlock {
  std::size_t weight = 0, bias = 0;  ///< offsets
  std::size_t rows = 0, columns = 0;
};

/// Masked network for variables in positions 0 ... 3. Hidden units have degrees 1, 2, 3, a third of them
/// each; a unit of degree g sees positions 0 ... g - 1 and units of degree <= g, the outputs of position p
/// see units of degree <= p. Position 0 sees nothing: neither variables nor context (as in nflows).
///
///   h1 = W1 f + b1 + relu(Wc c + bc)      f: features of the variables, c: context
///   h2 = W2 (c, relu h1) + b2
///   h3 = h1 + W3 relu h2 + b3
///   outputs of position p = Wp h3 + bp
///
/// Units are sorted by degree, so that what a mask leaves of a matrix is a whole block for each degree: only
/// that is stored and computed. Sampling goes through the degrees once, in order, and computes exactly what
/// one masked evaluation computes, instead of four evaluations.
///
/// \source Germain et al. (2015), arXiv:1502.03509; nflows (github.com/bayesiains/nflows),
///         transforms/made.py with one residual block
struct MaskedNetwork {
  static constexpr std::size_t degrees = flow_variables - 1;

  std::array<AffineBlock, degrees> first, context, second, third;
  std::array<AffineBlock, flow_variables> output;  ///< no columns at position 0
  std::array<std::size_t, degrees> units{};        ///< hidden units of each degree
  std::size_t parameters = 0;

  std::size_t hidden() const { return units[0] + units[1] + units[2]; }
  /// Hidden units of degree <= `degree` (0 ... 3).
  std::size_t units_up_to(std::size_t degree) const;
};

/// \param features inputs that the variable in each position brings
/// \param outputs  numbers that the spline of each position needs
/// \param hidden   units of each hidden layer, at least one for each degree
MaskedNetwork make_masked_network(const std::array<std::size_t, flow_variables>& features,
                                  const std::array<std::size_t, flow_variables>& outputs, std::size_t hidden);

/// Random start: uniform +-1/sqrt(inputs) as in LibTorch, third layer +-1e-3 as in nflows, outputs small: the
/// flow starts near the identity.
void fill_random_parameters(const MaskedNetwork& network, RandomStream& stream, float* parameters);

}  // namespace nereus
