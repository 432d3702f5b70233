#pragma once
// Memory for block_kernels.

#include <cstdint>
#include <vector>

#include "surrogate/block_kernels.hpp"

namespace nereus {

/// Numbers [row][lanes] at an address that suits every instruction set.
template <class Number>
class LaneArray {
 public:
  explicit LaneArray(std::size_t rows) : storage_(rows * lanes + alignment / sizeof(Number), 0) {
    const auto address = reinterpret_cast<std::uintptr_t>(storage_.data());
    values_ = storage_.data() + ((alignment - address % alignment) % alignment) / sizeof(Number);
  }
  LaneArray(LaneArray&&) = default;
  LaneArray& operator=(LaneArray&&) = default;
  LaneArray(const LaneArray&) = delete;
  Number* data() { return values_; }
  Number* row(std::size_t row) { return values_ + row * lanes; }
  Number& at(std::size_t row, std::size_t lane) { return values_[row * lanes + lane]; }
  Number at(std::size_t row, std::size_t lane) const { return values_[row * lanes + lane]; }

 private:
  static constexpr std::size_t alignment = 64;
  std::vector<Number> storage_;
  Number* values_;
};

}  // namespace nereus
