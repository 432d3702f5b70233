#pragma once
// The masked autoregressive flow in LibTorch, whose headers stay out of ours.

#include <memory>
#include <utility>

#include "surrogate/published/maf_shape.hpp"

namespace at {
class Tensor;
}

namespace nereus {

/// A flow whose weights are views of one flat vector; it computes in the precision of that vector.
class TorchMaf {
 public:
  TorchMaf(const MafShape& shape, const at::Tensor& flat);
  ~TorchMaf();

  /// Makes every view a leaf whose gradient is the matching view of `gradient`.
  void collect_gradients_in(const at::Tensor& gradient);

  /// From data to base. \param x [rows][4], angles in [0, 2 pi) \param context [rows][1]
  /// \return base [rows][4], ln |d base/d x| [rows]
  std::pair<at::Tensor, at::Tensor> to_base(const at::Tensor& x, const at::Tensor& context) const;
  /// ln q [rows]
  at::Tensor log_density(const at::Tensor& x, const at::Tensor& context) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
