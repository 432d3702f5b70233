#include "surrogate/training/torch_trainer.hpp"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/random_stream.hpp"
#include "surrogate/azimuth_density.hpp"
#include "surrogate/training/batch_window.hpp"
#include "surrogate/training/flat_adam.hpp"
#include "surrogate/training/torch_tools.hpp"

namespace nereus {
namespace {

using torch::Tensor;

constexpr double pi = 3.14159265358979323846;
constexpr std::int64_t azimuths = 8;        ///< nodes of the phi quadrature in training: exact to harmonic 7
constexpr std::int64_t fine_azimuths = 16;  ///< when RESS is measured
constexpr std::int64_t evaluation_rows = 8192;
constexpr double largest_excess = 0.5;  ///< of ln p/q, in the emphasis on large weights
constexpr double largest_waste = 2;     ///< of ln q/p, in the emphasis on wasted proposals
constexpr float smallest_log_p = -15;   ///< below, a density in the cube counts as nothing

Tensor from_integers(const std::vector<std::int64_t>& values, const torch::Device& device) {
  const auto size = static_cast<std::int64_t>(values.size());
  return torch::from_blob(const_cast<std::int64_t*>(values.data()), {size}, torch::kInt64).clone().to(device);
}

/// TrainingRows on the device.
struct RowTensors {
  Tensor features, table_knot, table_fraction, sine, log_p, log_proposal, harmonics;
  std::array<Tensor, 3> bin, fraction;

  RowTensors() = default;
  RowTensors(const TrainingRows& rows, const torch::Device& device) {
    const auto size = static_cast<std::int64_t>(rows.size);
    const std::int64_t columns =
        static_cast<std::int64_t>(rows.features.size()) / std::max<std::int64_t>(size, 1);
    features = from_floats(rows.features, {size, columns}, device);
    table_knot = from_integers(rows.table_knot, device);
    table_fraction = from_floats(rows.table_fraction, {size, 1}, device);
    sine = from_floats(rows.sine, {size, 1}, device);
    log_p = from_floats(rows.log_p_u, {size, 1}, device);
    log_proposal = from_floats(rows.log_proposal_u, {size, 1}, device);
    harmonics = from_floats(rows.harmonics, {size, 4}, device);
    for (std::size_t step = 0; step < 3; ++step) {
      bin[step] = from_integers(rows.bin[step], device);
      fraction[step] = from_floats(rows.fraction[step], {size, 1}, device);
    }
  }
  std::int64_t size() const { return features.size(0); }
  RowTensors rows(std::int64_t begin, std::int64_t count) const {
    RowTensors part(*this);
    for (Tensor* tensor : {&part.features, &part.table_knot, &part.table_fraction, &part.sine, &part.log_p,
                           &part.log_proposal, &part.harmonics, &part.bin[0], &part.bin[1], &part.bin[2],
                           &part.fraction[0], &part.fraction[1], &part.fraction[2]}) {
      *tensor = tensor->narrow(0, begin, count);
    }
    return part;
  }
};

/// The networks as views of one flat vector of parameters.
class TorchFlow {
 public:
  TorchFlow(const ShellFlowShape& shape, const Tensor& flat) {
    for (std::size_t network = 0; network < shape.networks.size(); ++network) {
      const auto offset = static_cast<std::int64_t>(shape.parameter_offset(network));
      std::vector<Tensor> tensors;
      for (const ParameterBlock& block : shape.networks[network].blocks()) {
        tensors.push_back(
            flat.narrow(0, offset + static_cast<std::int64_t>(block.offset),
                        static_cast<std::int64_t>(block.size()))
                .view({static_cast<std::int64_t>(block.rows), static_cast<std::int64_t>(block.columns)}));
      }
      parameters_.push_back(std::move(tensors));
    }
    for (std::size_t step = 0; step < 3; ++step) {
      const std::vector<double>& weights = shape.grids[step].weights();
      weights_[step] = from_floats({weights.begin(), weights.end()},
                                   {static_cast<std::int64_t>(weights.size()), 1}, flat.device());
    }
  }

  /// Makes every view a leaf whose gradient is the matching view of `gradient`.
  void collect_gradients_in(const Tensor& gradient) {
    std::int64_t offset = 0;
    for (std::vector<Tensor>& network : parameters_) {
      for (Tensor& tensor : network) {
        tensor = tensor.detach().requires_grad_(true);
        tensor.mutable_grad() = gradient.narrow(0, offset, tensor.numel()).view(tensor.sizes());
        offset += tensor.numel();
      }
    }
  }

  /// ln of the density of (u1, u2, u3), [rows][1].
  Tensor log_marginal(const RowTensors& rows) const {
    Tensor sum;
    for (std::size_t step = 0; step < 3; ++step) {
      const Tensor term = log_height(step, rows);
      sum = step == 0 ? term : sum + term;
    }
    return sum;
  }

  /// ln of 2 pi times the density of phi, [rows][columns of phi], in the precision of the nodes: the terms
  /// cancel where the density is small.
  Tensor log_azimuth(const RowTensors& rows, const Tensor& cos_phi, const Tensor& sin_phi) const {
    const Tensor output = run(3, rows).to(cos_phi.scalar_type()), sine = rows.sine.to(cos_phi.scalar_type()),
                 sine2 = sine * sine;
    const Tensor c1r = sine * output.narrow(1, 0, 1), c1i = sine * output.narrow(1, 1, 1);
    const Tensor c2r = sine2 * output.narrow(1, 2, 1), c2i = sine2 * output.narrow(1, 3, 1);
    const Tensor scale =
        2 * (1 - real::AzimuthDensity<double>::floor) / (1 + c1r * c1r + c1i * c1i + c2r * c2r + c2i * c2i);
    const Tensor a1 = scale * (c1r + c2r * c1r + c2i * c1i), b1 = -scale * (c1i + c2i * c1r - c2r * c1i);
    const Tensor a2 = scale * c2r, b2 = -scale * c2i;
    return torch::log(1 + a1 * cos_phi + b1 * sin_phi + a2 * (cos_phi * cos_phi - sin_phi * sin_phi) +
                      b2 * (2 * cos_phi * sin_phi));
  }

 private:
  Tensor run(std::size_t network, const RowTensors& rows) const {
    const std::vector<Tensor>& p = parameters_[network];
    const Tensor input = rows.features.narrow(1, 0, p[0].size(1));
    Tensor first = torch::addmm(p[1], input, p[0].t());
    if (p[2].size(0) > 0) {
      const Tensor below = torch::embedding(p[2], rows.table_knot),
                   above = torch::embedding(p[2], rows.table_knot + 1);
      first = first + torch::lerp(below, above, rows.table_fraction);
    }
    Tensor hidden = torch::silu(first);
    std::size_t next = 3;
    for (; next + 2 < p.size(); next += 2) {
      hidden = hidden + torch::silu(torch::addmm(p[next + 1], hidden, p[next].t()));
    }
    return torch::addmm(p[next + 1], hidden, p[next].t());
  }

  Tensor log_height(std::size_t step, const RowTensors& rows) const {
    const Tensor logits = run(step, rows);
    const Tensor heights = torch::exp(logits - std::get<0>(logits.detach().max(1, true)));
    const Tensor integral = heights.mm(weights_[step]);
    const Tensor index = rows.bin[step].unsqueeze(1);
    const Tensor ends = heights.gather(1, torch::cat({index, index + 1}, 1));
    const Tensor height = torch::lerp(ends.narrow(1, 0, 1), ends.narrow(1, 1, 1), rows.fraction[step]);
    return torch::log((1 - KnotGrid::floor) * height / integral + KnotGrid::floor);
  }

  std::vector<std::vector<Tensor>> parameters_;
  std::array<Tensor, 3> weights_;
};

/// 2 pi times the true density of phi, relative to its mean.
Tensor true_azimuth(const RowTensors& rows, const Tensor& c, const Tensor& s) {
  const auto term = [&rows](std::int64_t i) { return rows.harmonics.narrow(1, i, 1); };
  return (1 + term(0) * c + term(1) * s + term(2) * (c * c - s * s) + term(3) * (2 * c * s)).clamp_min(1e-6);
}

}  // namespace

struct TorchTrainer::State {
  ShellFlowShape shape;
  TrainOptions options;
  std::size_t shell;
  torch::Device device;
  RowTensors training, held_out;
  FlatAdam adam;

  RowTensors batch_of(std::int64_t number) const {
    const BatchStream stream{static_cast<std::uint64_t>(options.seed), shell};
    const BatchWindow window = batch_window(stream, training.size(), options.batch, number);
    return training.rows(window.begin, window.count);
  }

  /// Nodes of the phi quadrature: equidistant, turned by an angle of its own in each step.
  std::pair<Tensor, Tensor> azimuth_nodes(std::int64_t count, std::int64_t number) const {
    RandomStream stream(
        static_cast<std::uint64_t>(options.seed), StreamPurpose::training,
        (std::uint64_t{1} << 62) + (std::uint64_t{shell} << 40) + static_cast<std::uint64_t>(number));
    const double shift = stream.uniform();
    const Tensor phi =
        (torch::arange(count, torch::kFloat64) + shift) * (2 * pi / static_cast<double>(count));
    return {phi.cos().to(torch::kFloat32).unsqueeze(0).to(device),
            phi.sin().to(torch::kFloat32).unsqueeze(0).to(device)};
  }

  /// First the weighted likelihood, which finds the bulk from anywhere; then E_g[(p + q)/(2 g) (ln p - ln
  /// q)^2 c]/2. Its gradient has no noise left once q = p; the share of p keeps large weights away, the share
  /// of q proposals that are wasted where p vanishes. c grows where p > q by more than the margin: the
  /// largest weights, which set the acceptance and cost least in the mean square, count more. Where q > p it
  /// grows too, else tails of little cross section end with q well above p.
  Tensor loss_of(const TorchFlow& flow, std::int64_t number) const {
    const RowTensors rows = batch_of(number);
    const auto [cos_phi, sin_phi] = azimuth_nodes(azimuths, number);
    const Tensor azimuth = true_azimuth(rows, cos_phi, sin_phi);
    const Tensor log_q = flow.log_marginal(rows) + flow.log_azimuth(rows, cos_phi, sin_phi);
    const Tensor log_p = rows.log_p.clamp_min(smallest_log_p) + torch::log(azimuth);
    const Tensor weight = torch::exp(log_p - rows.log_proposal);
    const bool likelihood =
        static_cast<double>(number) < options.likelihood_fraction * static_cast<double>(options.steps);
    if (likelihood) return -(weight * log_q).mean();
    const Tensor difference = log_p - log_q;
    const Tensor known = difference.detach();
    const Tensor excess = known.clamp(options.tail_margin, largest_excess) - options.tail_margin;
    const Tensor waste = known.clamp(-largest_waste, 0);
    const Tensor emphasis =
        1 + options.tail_penalty * excess * excess + options.waste_penalty * waste * waste;
    const Tensor share = weight + torch::exp(log_q - rows.log_proposal);
    return 0.25 * (share * emphasis * difference * difference).mean();
  }
};

TorchTrainer::TorchTrainer(const ShellFlowShape& shape, const TrainingRows& training,
                           const TrainingRows& held_out, const TrainOptions& options, std::size_t shell,
                           std::vector<float> start) {
  use_one_thread();
  const torch::Device device = choose_device(options.device);
  state_.reset(new State{
      shape, options, shell, device, {training, device}, {held_out, device}, FlatAdam(options, device)});
  set_state(first_state(std::move(start)));
}

TorchTrainer::~TorchTrainer() = default;

OptimiserState TorchTrainer::state() const { return state_->adam.state(); }

void TorchTrainer::set_state(const OptimiserState& state) { state_->adam.set_state(state); }

double TorchTrainer::run_to(std::int64_t last_step) {
  TorchFlow flow(state_->shape, state_->adam.parameters());
  flow.collect_gradients_in(state_->adam.gradient());
  return state_->adam.descend(last_step, [&](std::int64_t step) { return state_->loss_of(flow, step); });
}

double TorchTrainer::ress() const {
  const torch::NoGradGuard no_gradient;
  const TorchFlow flow(state_->shape, state_->adam.average());
  const auto [cos_phi, sin_phi] = state_->azimuth_nodes(fine_azimuths, 0);
  double sum = 0;
  for (std::int64_t begin = 0; begin < state_->held_out.size(); begin += evaluation_rows) {
    const RowTensors rows =
        state_->held_out.rows(begin, std::min(evaluation_rows, state_->held_out.size() - begin));
    const Tensor log_q = flow.log_marginal(rows) + flow.log_azimuth(rows, cos_phi, sin_phi);
    const Tensor ratio =
        torch::exp(rows.log_p + torch::log(true_azimuth(rows, cos_phi, sin_phi)) - log_q) - 1;
    sum += (torch::exp(log_q - rows.log_proposal) * ratio * ratio)
               .mean(1)
               .to(torch::kFloat64)
               .sum()
               .item<double>();
  }
  return 1 / (1 + sum / static_cast<double>(state_->held_out.size()));
}

std::vector<double> TorchTrainer::log_density(const TrainingRows& rows, const std::vector<double>& phi,
                                              const std::vector<float>& parameters) const {
  const torch::NoGradGuard no_gradient;
  const Tensor flat = from_floats(parameters, {static_cast<std::int64_t>(parameters.size())}, state_->device);
  const TorchFlow flow(state_->shape, flat);
  const RowTensors tensors(rows, state_->device);
  const auto size = static_cast<std::int64_t>(phi.size());
  const Tensor angle = torch::from_blob(const_cast<double*>(phi.data()), {size, 1}, torch::kFloat64)
                           .clone()
                           .to(state_->device);
  const Tensor log_phi = flow.log_azimuth(tensors, angle.cos(), angle.sin());
  const std::vector<float> values =
      to_floats((flow.log_marginal(tensors) + log_phi - std::log(2 * pi)).to(torch::kFloat32));
  return {values.begin(), values.end()};
}

}  // namespace nereus
