// The steps of a flow over the lanes of a block (lane_steps.hpp), included by block_kernels.inl.

#include "surrogate/azimuth_density.hpp"
#include "surrogate/flow_inputs.hpp"
#include "surrogate/lane_steps.hpp"
#include "surrogate/vector_math.inl"

namespace nereus {
namespace {

/// Writes one input after the other, for the vector of events that begins at `lane`.
struct InputWriter {
  float* next;
  InputWriter(float* inputs, std::size_t row, std::size_t lane) : next(inputs + row * lanes + lane) {}
  void operator()(Doubles value) {
    value.store(next);
    next += lanes;
  }
};

/// A vector of events of a block.
struct LaneGroup {
  const FlowConstants& c;
  std::size_t lane;
  Doubles e_nu, missing_energy;

  LaneGroup(const FlowConstants& constants, const LanePoints& points, std::size_t lane_in)
      : c(constants),
        lane(lane_in),
        e_nu(Doubles::load(points.e_nu + lane)),
        missing_energy(Doubles::load(points.missing_energy + lane)) {}
  Doubles t_max() const { return e_nu - c.steps.lepton_mass - missing_energy; }
  real::OmegaKinematics<Doubles> at(const LanePoints& points) const {
    return {c.steps, e_nu, missing_energy, Doubles::load(points.omega + lane)};
  }
};

template <class Step>
void for_each_group(const FlowConstants& constants, const LanePoints& points, const Step& step) {
  for (std::size_t lane = 0; lane < lanes; lane += vector_doubles) step(LaneGroup(constants, points, lane));
}

/// Keeps a variable's coordinate and divides the density by its Jacobian.
void store_coordinate(const real::StepCoordinate<Doubles>& coordinate, std::size_t step, std::size_t lane,
                      LanePoints& points) {
  coordinate.u.store(points.u[step] + lane);
  (Doubles::load(points.density + lane) / coordinate.jacobian).store(points.density + lane);
}

void read_energies(const FlowConstants& constants, const LanePoints& points, float* inputs) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    InputWriter add(inputs, 0, group.lane);
    real::add_energy_inputs(constants, group.e_nu, group.t_max(), add);
  });
}

void place_omega(const FlowConstants& constants, LanePoints& points) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    const real::OmegaStep<Doubles> step(constants.steps, group.t_max());
    const Doubles omega = group.missing_energy + step.t_at(Doubles::load(points.u[0] + group.lane));
    real::strictly_between(omega, group.missing_energy, group.e_nu - constants.steps.lepton_mass)
        .store(points.omega + group.lane);
  });
}

void read_omega(const FlowConstants& constants, LanePoints& points, float* inputs) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    const real::OmegaKinematics<Doubles> at = group.at(points);
    const real::StepCoordinate<Doubles> coordinate =
        real::OmegaStep<Doubles>(constants.steps, group.t_max()).coordinate(at.t);
    store_coordinate(coordinate, 0, group.lane, points);
    InputWriter add(inputs, t_features, group.lane);
    real::add_omega_inputs(at, group.t_max(), coordinate.u, add);
  });
}

void place_lepton(const FlowConstants& constants, LanePoints& points) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    const real::OmegaKinematics<Doubles> at = group.at(points);
    real::LeptonStep<Doubles>(constants.steps, at)
        .cos_theta_at(Doubles::load(points.u[1] + group.lane))
        .store(points.cos_theta_lepton + group.lane);
  });
}

void read_lepton(const FlowConstants& constants, LanePoints& points, float* inputs) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    const real::OmegaKinematics<Doubles> at = group.at(points);
    const Doubles cos_theta = Doubles::load(points.cos_theta_lepton + group.lane);
    const real::StepCoordinate<Doubles> coordinate =
        real::LeptonStep<Doubles>(constants.steps, at).coordinate(cos_theta);
    store_coordinate(coordinate, 1, group.lane, points);
    InputWriter add(inputs, q_features, group.lane);
    real::add_lepton_inputs(at, cos_theta, coordinate.u, add);
  });
}

void place_nucleon(const FlowConstants& constants, LanePoints& points) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    const real::OmegaKinematics<Doubles> at = group.at(points);
    const Doubles q = at.momentum_transfer(Doubles::load(points.cos_theta_lepton + group.lane));
    real::NucleonStep<Doubles>(constants.steps, q, at.p)
        .cos_theta_at(Doubles::load(points.u[2] + group.lane))
        .store(points.cos_theta_n + group.lane);
  });
}

void read_nucleon(const FlowConstants& constants, LanePoints& points, float* inputs) {
  for_each_group(constants, points, [&](const LaneGroup& group) {
    const real::OmegaKinematics<Doubles> at = group.at(points);
    const Doubles q = at.momentum_transfer(Doubles::load(points.cos_theta_lepton + group.lane));
    const Doubles cos_theta = Doubles::load(points.cos_theta_n + group.lane);
    const real::StepCoordinate<Doubles> coordinate =
        real::NucleonStep<Doubles>(constants.steps, q, at.p).coordinate(cos_theta);
    store_coordinate(coordinate, 2, group.lane, points);
    InputWriter add(inputs, p_m_features, group.lane);
    real::add_nucleon_inputs(at.p, q, cos_theta, coordinate.u, add);
  });
}

/// Angular momentum along q: harmonic m vanishes as sin^m(theta_n) at the poles.
real::AzimuthDensity<Doubles> azimuth(const float* outputs, const LanePoints& points, std::size_t lane) {
  const Doubles cos_theta = Doubles::load(points.cos_theta_n + lane);
  const Doubles sine2 = (1 - cos_theta) * (1 + cos_theta), sine = sqrt(sine2);
  const auto output = [&](std::size_t row) { return Doubles::load(outputs + row * lanes + lane); };
  return real::AzimuthDensity<Doubles>::from_coefficients(sine * output(0), sine * output(1),
                                                          sine2 * output(2), sine2 * output(3));
}

void place_azimuth(const float* outputs, LanePoints& points) {
  for (std::size_t lane = 0; lane < lanes; lane += vector_doubles) {
    azimuth(outputs, points, lane).inverse_cdf(Doubles::load(points.u[3] + lane)).store(points.phi_n + lane);
  }
}

void read_azimuth(const float* outputs, const LanePoints& points, double* log_q) {
  for (std::size_t lane = 0; lane < lanes; lane += vector_doubles) {
    const Doubles density = azimuth(outputs, points, lane).at(Doubles::load(points.phi_n + lane));
    log(Doubles::load(points.density + lane) * density).store(log_q + lane);
  }
}

}  // namespace
}  // namespace nereus
