#include "surrogate/training/batch_window.hpp"

#include <algorithm>

#include "base/random_stream.hpp"

namespace nereus {

BatchWindow batch_window(const BatchStream& stream, std::int64_t rows, std::int64_t batch,
                         std::int64_t step) {
  const std::int64_t count = std::min(batch, rows);
  const std::int64_t windows = std::max<std::int64_t>(1, rows / count - 1);
  const auto pass = static_cast<std::uint64_t>(step / windows);
  RandomStream random(stream.seed, StreamPurpose::training, (stream.member << 40) + pass);
  const std::int64_t slack = rows - windows * count;
  const auto shift = static_cast<std::int64_t>(random.uniform() * static_cast<double>(slack + 1));
  return {shift + (step % windows) * count, count};
}

}  // namespace nereus
