#pragma once
// Which rows a training step sees.

#include <cstdint>

namespace nereus {

struct BatchWindow {
  std::int64_t begin = 0, count = 0;
};

/// A window that moves through the rows, shifted anew in each pass: a function of the step number alone.
/// \param stream  keeps the passes of different members apart
BatchWindow batch_window(std::int64_t rows, std::int64_t batch, std::int64_t step, std::uint64_t seed,
                         std::uint64_t stream);

}  // namespace nereus
