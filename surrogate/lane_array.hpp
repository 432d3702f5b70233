#pragma once
// Memory for block_kernels.

#include <cstdint>
#include <vector>

#include "surrogate/block_kernels.hpp"

namespace nereus {

/// Floats [row][lanes] at an address that suits every instruction set.
class LaneArray {
 public:
  explicit LaneArray(std::size_t rows) : storage_(rows * lanes + 16, 0.0F) {
    const auto address = reinterpret_cast<std::uintptr_t>(storage_.data());
    values_ = storage_.data() + ((64 - address % 64) % 64) / sizeof(float);
  }
  LaneArray(LaneArray&&) = default;
  LaneArray(const LaneArray&) = delete;
  float* data() { return values_; }
  float* row(std::size_t row) { return values_ + row * lanes; }
  float& at(std::size_t row, std::size_t lane) { return values_[row * lanes + lane]; }
  float at(std::size_t row, std::size_t lane) const { return values_[row * lanes + lane]; }

 private:
  std::vector<float> storage_;
  float* values_;
};

}  // namespace nereus
