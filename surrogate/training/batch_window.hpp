#pragma once
// Which rows a training step sees.

#include <cstdint>

namespace nereus {

/// Keeps the random numbers of different trainings and members apart.
struct BatchStream {
  std::uint64_t seed = 0, member = 0;
};

struct BatchWindow {
  std::int64_t begin = 0, count = 0;
};

/// A window that moves through the rows, shifted anew in each pass: a function of the step number alone.
BatchWindow batch_window(const BatchStream& stream, std::int64_t rows, std::int64_t batch, std::int64_t step);

}  // namespace nereus
