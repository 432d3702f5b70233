#include "surrogate/training/torch_spline.hpp"

#include <torch/torch.h>

#include "surrogate/published/maf_shape.hpp"
#include "surrogate/published/spline.hpp"

namespace nereus {
namespace {

using torch::Tensor;

constexpr double two_pi = 6.28318530717958647693;

/// Widths or heights of the bins, [rows][bins], summing to `range`.
Tensor bin_sizes(const Tensor& raw, double range) {
  const double share = 1 - SplineRules::smallest_bin * static_cast<double>(raw.size(1));
  return range * (SplineRules::smallest_bin + share * torch::softmax(raw, 1));
}

/// Lower ends of the bins.
Tensor lower_ends(const Tensor& sizes, double low) { return low + torch::cumsum(sizes, 1) - sizes; }

/// Slopes at all knots, [rows][bins + 1].
Tensor knot_slopes(const Tensor& raw, bool circular) {
  const Tensor inner = SplineRules::smallest_slope + torch::softplus(raw + SplineRules::slope_offset);
  if (circular) return torch::cat({inner, inner.narrow(1, 0, 1)}, 1);
  const Tensor end = torch::ones({raw.size(0), 1}, raw.options());
  return torch::cat({end, inner, end}, 1);
}

}  // namespace

std::pair<at::Tensor, at::Tensor> torch_spline(const at::Tensor& x, const at::Tensor& raw, bool circular) {
  const double low = circular ? 0 : -FlowVariables::omega_tail;
  const double range = circular ? two_pi : 2 * FlowVariables::omega_tail;
  const std::int64_t bins = (raw.size(1) + (circular ? -1 : 1)) / 3;
  const Tensor widths = bin_sizes(raw.narrow(1, 0, bins), range),
               heights = bin_sizes(raw.narrow(1, bins, bins), range);
  const Tensor slopes = knot_slopes(raw.narrow(1, 2 * bins, circular ? bins : bins - 1), circular);
  const Tensor left = lower_ends(widths, low), bottom = lower_ends(heights, low);

  const Tensor column = x.unsqueeze(1);
  const Tensor inside = circular ? torch::ones_like(column, torch::kBool)
                                 : torch::logical_and(column > low, column < low + range);
  const Tensor clamped = torch::where(inside, column, torch::zeros_like(column));
  const Tensor bin = (clamped >= left.narrow(1, 1, bins - 1)).sum(1, true);
  const Tensor width = widths.gather(1, bin), height = heights.gather(1, bin), secant = height / width;
  const Tensor slope0 = slopes.gather(1, bin), slope1 = slopes.gather(1, bin + 1);

  const Tensor s = ((clamped - left.gather(1, bin)) / width).clamp(0, 1), product = s * (1 - s);
  const Tensor denominator = secant + (slope0 + slope1 - 2 * secant) * product;
  const Tensor value = bottom.gather(1, bin) + height * (secant * s * s + slope0 * product) / denominator;
  const Tensor rise = slope1 * s * s + 2 * secant * product + slope0 * (1 - s) * (1 - s);
  const Tensor log_slope = 2 * torch::log(secant) + torch::log(rise) - 2 * torch::log(denominator);
  if (circular) {
    const Tensor shift = raw.narrow(1, 3 * bins, 1);
    return {torch::remainder(value + shift, two_pi).squeeze(1), log_slope.squeeze(1)};
  }
  return {torch::where(inside, value, column).squeeze(1),
          torch::where(inside, log_slope, torch::zeros_like(log_slope)).squeeze(1)};
}

}  // namespace nereus
