#pragma once
// Inclusive responses before the current is chosen: bilinears of the operators.

#include <array>
#include <complex>

#include "hadron_tensor/current.hpp"

namespace nereus {

/// Five responses of one shell, actual occupation [MeV^-1]: |J0|^2, Re J0 Jz*, (|J+|^2 + |J-|^2)/2,
/// (|J+|^2 - |J-|^2)/2, |Jz|^2 summed over spins and integrated over the nucleon's direction.
/// \source PHYSICS Sec. 6
struct Responses {
  double w00 = 0, w03 = 0, w11 = 0, w12 = 0, w33 = 0;
  void add(const Responses& other, double weight);
};

/// Sum of Re(M^O M^O'*) over spins and directions for each pair of operators with the same lambda. They
/// depend on (T, q) alone: form factors, axial charge and the energy transfer enter with the current.
class OperatorResponses {
 public:
  /// Pairs O <= O' of the four operators with lambda = 0, then of the two with +1, then of the two with -1.
  static constexpr int size = 16;
  std::array<double, size> values{};  ///< [MeV^-1], times MeV for each operator with p

  void add(const std::array<std::complex<double>, operator_count>& M, double weight);
  /// Responses of a current.
  Responses of(const CurrentOperator& current) const;
};

}  // namespace nereus
