#pragma once
// The formulas of ShellCoordinates, for one event (Real = double) or for a vector of events.
// No library templates in here but for one event: see block_kernels.inl.

#include "surrogate/scalar_math.hpp"

namespace nereus {

/// Constants of a shell's coordinates (CoordinateOptions, PhaseSpaceModel).
struct StepConstants {
  double lepton_mass = 0, nucleon_mass = 0;                               ///< [MeV]
  double t_split = 0, t_low = 0, t_high = 0, q_width = 0, p_m_scale = 0;  ///< [MeV]
  double p_m_power = 0;
};

namespace real {

/// The T coordinate changes from its low to its high branch here.
constexpr double split_u = 0.5;
/// Coordinates stay this far inside (0, 1), so that logarithms of Jacobians exist at the edges too.
constexpr double smallest_u = 1e-12;

/// A physics variable seen from the unit interval.
template <class Real>
struct StepCoordinate {
  Real u, jacobian;  ///< in (0, 1); |d variable/du|
};

/// Keeps a value between two others.
template <class Real>
Real clamped(Real value, Real low, Real high) {
  return minimum(maximum(value, low), high);
}

template <class Real>
Real inside_unit_interval(Real u) {
  return clamped(u, Real(smallest_u), Real(1 - smallest_u));
}

/// Keeps a value strictly between two bounds in spite of rounding.
template <class Real>
Real strictly_between(Real value, Real low, Real high) {
  constexpr double ulp = 2.220446049250313e-16, tiny = 1e-300;
  return clamped(value, low + (ulp * abs(low) + tiny), high - (ulp * abs(high) + tiny));
}

/// What E_nu, E_m and omega fix. [MeV]
template <class Real>
struct OmegaKinematics {
  Real e_nu, omega, t;
  Real k_out, p;  ///< momenta of lepton and nucleon
  Real low;       ///< smallest momentum transfer, k - k'

  OmegaKinematics(const StepConstants& c, Real e_nu_in, Real missing_energy, Real omega_in)
      : e_nu(e_nu_in),
        omega(omega_in),
        t(omega - missing_energy),
        k_out(sqrt((e_nu - omega - c.lepton_mass) * (e_nu - omega + c.lepton_mass))),
        p(sqrt(t * (t + 2 * c.nucleon_mass))),
        low(e_nu - k_out) {}
  /// q^2 - low^2, without cancellation in the forward direction.
  Real above_low(Real cos_theta_lepton) const { return 2 * e_nu * k_out * (1 - cos_theta_lepton); }
  Real momentum_transfer(Real cos_theta_lepton) const {
    return sqrt(low * low + above_low(cos_theta_lepton));
  }
};

/// Step 1: T = t_low sinh^2(a y) below t_split, y in (0, 1), T(1) = t_split, and above
/// T = t_split + D v (2 - v), v = sinh(b y)/sinh(b), D = t_max - t_split. Both are written in
/// s = sinh(asinh(top) y), top = sinh(a) or sinh(b).
template <class Real>
struct OmegaStep {
  const StepConstants& c;
  Real t_max, split, distance;

  OmegaStep(const StepConstants& constants, Real t_max_in)
      : c(constants),
        t_max(t_max_in),
        split(minimum(Real(c.t_split), 0.6 * t_max)),  // near threshold the high branch keeps 40 %
        distance(t_max - split) {}
  template <class Mask>
  Real top(Mask is_low) const {
    return select(is_low, sqrt(split / c.t_low), distance / c.t_high);
  }
  Real t_at(Real u) const {
    const auto is_low = u < split_u;
    const Real end = top(is_low), y = select(is_low, u / split_u, (u - split_u) / (1 - split_u));
    const Real s = sinh(asinh(end) * y), v = s / end;
    return select(is_low, c.t_low * s * s, split + distance * v * (2 - v));
  }
  StepCoordinate<Real> coordinate(Real t) const {
    const auto is_low = t < split;
    const Real end = top(is_low), full = asinh(end);
    const Real x = (t - split) / distance;
    const Real v = x / (1 + sqrt(maximum(Real(0), 1 - x)));  // = 1 - sqrt(1 - x) without cancellation
    const Real s = select(is_low, sqrt(t / c.t_low), v * end);
    const Real y = inside_unit_interval(asinh(s) / full);
    // dT/ds over the share of u; 1 - v is kept from vanishing at the edge of phase space.
    const Real slope = select(is_low, 2 * c.t_low * s / split_u,
                              2 * c.t_high * maximum(1 - v, Real(smallest_u)) / (1 - split_u));
    return {select(is_low, y * split_u, split_u + y * (1 - split_u)), slope * full * sqrt(1 + s * s)};
  }
};

/// Step 2: truncated Cauchy density in q on (low, low + 2 k'), all differences formed without cancellation.
template <class Real>
struct LeptonStep {
  OmegaKinematics<Real> at;
  double width;
  Real x, angle;

  LeptonStep(const StepConstants& c, const OmegaKinematics<Real>& kinematics)
      : at(kinematics), width(c.q_width), x((at.low - at.p) / width), angle(angle_to(2 * at.k_out)) {}
  /// atan((low + d - p)/width) - atan((low - p)/width)
  Real angle_to(Real d) const { return atan2(d / width, 1 + x * (x + d / width)); }
  Real cos_theta_at(Real u) const {
    const SineCosine<Real> share = sine_cosine(u * angle);
    const Real d = width * share.sine * (1 + x * x) / (share.cosine - x * share.sine);
    return strictly_between(1 - d * (2 * at.low + d) / (2 * at.e_nu * at.k_out), Real(-1), Real(1));
  }
  StepCoordinate<Real> coordinate(Real cos_theta) const {
    const Real q = at.momentum_transfer(cos_theta), d = at.above_low(cos_theta) / (q + at.low);
    const Real z = (q - at.p) / width;
    // |d cos/du| = (dq/du) q/(k k'),  dq/du = angle width (1 + z^2)
    return {inside_unit_interval(angle_to(d) / angle),
            angle * width * (1 + z * z) * q / (at.e_nu * at.k_out)};
  }
};

/// Step 3: Lomax density in p_m^2, truncated to its range, measured from the smallest p_m^2.
template <class Real>
struct NucleonStep {
  double power;
  Real scale, range, full;

  NucleonStep(const StepConstants& c, Real q, Real p)
      : power(c.p_m_power),
        scale(c.p_m_scale * c.p_m_scale + (p - q) * (p - q)),
        range(4 * p * q),
        full(-expm1(-power * log1p(range / scale))) {}
  Real cos_theta_at(Real u) const {
    const Real distance = scale * expm1(-log1p(-u * full) / power);
    return strictly_between(1 - 2 * distance / range, Real(-1), Real(1));
  }
  StepCoordinate<Real> coordinate(Real cos_theta) const {
    const Real distance = 0.5 * range * (1 - cos_theta), growth = log1p(distance / scale);
    // |d cos/du| = (2/range) d(distance)/du,
    // d(distance)/du = full scale/power (1 + distance/scale)^(power + 1)
    return {inside_unit_interval(-expm1(-power * growth) / full),
            2 * full * scale / (power * range) * exp((power + 1) * growth)};
  }
};

}  // namespace real
}  // namespace nereus
