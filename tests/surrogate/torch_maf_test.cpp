// The published flow in LibTorch: slopes against autograd, and the kernel that runs without LibTorch.

#include "surrogate/training/torch_maf.hpp"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cmath>

#include "naive_maf.hpp"
#include "surrogate/published/base_density.hpp"
#include "surrogate/training/torch_spline.hpp"
#include "surrogate/training/torch_tools.hpp"

namespace nereus {
namespace {

using torch::Tensor;

/// Points and contexts on both sides.
struct Points {
  std::vector<double> context;
  std::vector<FlowPoint> x;
  explicit Points(std::size_t count) {
    RandomStream stream(21, StreamPurpose::test, 3);
    for (std::size_t i = 0; i < count; ++i) {
      context.push_back(2 * stream.uniform() - 1);
      x.push_back(base_point({stream.uniform(), stream.uniform(), stream.uniform(), stream.uniform()}));
    }
  }
  Tensor contexts(torch::ScalarType type) const {
    return torch::tensor(context, torch::kFloat64).unsqueeze(1).to(type);
  }
  Tensor values(torch::ScalarType type) const {
    std::vector<double> flat;
    for (const FlowPoint& point : x) flat.insert(flat.end(), point.begin(), point.end());
    return torch::tensor(flat, torch::kFloat64).view({-1, 4}).to(type);
  }
};

Tensor flat_tensor(const std::vector<float>& parameters, torch::ScalarType type) {
  return from_floats(parameters, {static_cast<std::int64_t>(parameters.size())}, torch::kCPU).to(type);
}

// Both in double precision.
TEST(TorchSpline, HasTheSlopeThatAutogradFinds) {
  for (const bool circular : {false, true}) {
    torch::manual_seed(1);
    const std::int64_t rows = 500, bins = 10;
    const Tensor raw = 3 * torch::randn({rows, circular ? 3 * bins + 1 : 3 * bins - 1}, torch::kFloat64);
    const Tensor share = torch::rand({rows}, torch::kFloat64);
    const Tensor x = (circular ? 6.283185 * share : 14 * share - 7).detach().requires_grad_(true);
    const auto [y, log_slope] = torch_spline(x, raw, circular);
    const Tensor slope = torch::autograd::grad({y.sum()}, {x})[0];
    EXPECT_LT((slope.log() - log_slope).abs().max().item<double>(), 1e-10) << circular;
    EXPECT_GT(log_slope.abs().max().item<double>(), 1);
  }
}

// ln |det| of the 4 x 4 matrix of derivatives that autograd finds, double precision. The mutant leaves out
// the last variable's slope.
TEST(TorchMaf, HasTheDeterminantThatAutogradFinds) {
  const MafShape shape = make_maf_shape(4, 20, 10);
  const TorchMaf flow(shape, flat_tensor(test::wild_maf_parameters(shape, 2), torch::kFloat64));
  const Points points(100);
  const Tensor x = points.values(torch::kFloat64).requires_grad_(true);
  const auto [base, log_slope] = flow.to_base(x, points.contexts(torch::kFloat64));
  std::vector<Tensor> rows;
  for (std::int64_t i = 0; i < 4; ++i) {
    rows.push_back(torch::autograd::grad({base.select(1, i).sum()}, {x}, {}, true)[0]);
  }
  const Tensor matrix = torch::stack(rows, 1);
  const Tensor determinant = std::get<1>(torch::slogdet(matrix));
  EXPECT_LT((determinant - log_slope).abs().max().item<double>(), 1e-9);
  const Tensor mutant = log_slope - matrix.select(1, 3).select(1, 3).abs().log();
  EXPECT_GT((determinant - mutant).abs().max().item<double>(), 1e-2);
}

// The reference with explicit masks, double precision but for the exponentials it keeps as floats.
TEST(TorchMaf, IsWhatTheMasksOfThePapersGive) {
  const MafShape shape = make_maf_shape(4, 20, 10);
  const std::vector<float> parameters = test::wild_maf_parameters(shape, 3);
  const TorchMaf flow(shape, flat_tensor(parameters, torch::kFloat64));
  const test::NaiveMaf naive(shape, parameters);
  const Points points(100);
  const Tensor log_slope =
      flow.to_base(points.values(torch::kFloat64), points.contexts(torch::kFloat64)).second;
  for (std::size_t i = 0; i < 100; ++i) {
    double expected = 0;
    naive.to_base(points.x[i], points.context[i], expected);
    EXPECT_NEAR(log_slope[static_cast<std::int64_t>(i)].item<double>(), expected, 1e-5);
  }
}

// PAPER.md's sizes with weights that move ln q by units: 1e-5 between the kernel and LibTorch in double
// precision, and of LibTorch in single precision not much more.
TEST(MafDensity, AgreesWithLibTorchAtEverySize) {
  for (const auto& [steps, hidden, count] :
       {std::tuple<std::size_t, std::size_t, std::size_t>{10, 256, 200}, {10, 512, 64}, {25, 512, 32}}) {
    const MafShape shape = make_maf_shape(steps, hidden, 10);
    const std::vector<float> parameters = test::wild_maf_parameters(shape, 4, 0.3);
    const Points points(count);
    std::vector<double> kernel(count);
    MafDensity(shape, parameters).log_density(count, points.context.data(), points.x.data(), kernel.data());
    const torch::NoGradGuard no_gradient;
    const auto torch_log_q = [&](torch::ScalarType type) {
      const TorchMaf flow(shape, flat_tensor(parameters, type));
      return flow.log_density(points.values(type), points.contexts(type)).to(torch::kFloat64);
    };
    const Tensor exact = torch_log_q(torch::kFloat64), single = torch_log_q(torch::kFloat32);
    double largest = 0;
    for (std::size_t i = 0; i < count; ++i) {
      largest = std::max(largest, std::abs(kernel[i] - exact[static_cast<std::int64_t>(i)].item<double>()));
    }
    EXPECT_LT(largest, 1e-5) << steps << " x " << hidden;
    EXPECT_LT((exact - single).abs().max().item<double>(), 1e-4) << steps << " x " << hidden;
    EXPECT_GT((exact.max() - exact.min()).item<double>(), 1);
  }
}

}  // namespace
}  // namespace nereus
