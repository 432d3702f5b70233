#pragma once
// The splines of the published flow in LibTorch, whose headers stay out of ours.

#include <utility>

namespace at {
class Tensor;
}

namespace nereus {

/// Spline::at for many points, differentiable in everything.
/// \param x   [rows], angles in [0, 2 pi) if circular
/// \param raw [rows][outputs]: widths, heights, slopes and, if circular, the phase shift, all raw
/// \return values and log slopes, [rows] each
std::pair<at::Tensor, at::Tensor> torch_spline(const at::Tensor& x, const at::Tensor& raw, bool circular);

}  // namespace nereus
