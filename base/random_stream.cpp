#include "base/random_stream.hpp"

#include <Random123/philox.h>

namespace nereus {

RandomStream::RandomStream(std::uint64_t seed, StreamPurpose purpose, std::uint64_t index)
    : key_{seed, static_cast<std::uint64_t>(purpose)}, counter_{index, 0, 0, 0} {}

std::uint64_t RandomStream::bits() {
  if (left_ == 0) refill();
  return buffer_[buffer_.size() - static_cast<std::size_t>(left_--)];
}

double RandomStream::uniform() {
  // 52 random bits and a half: with 53 bits the largest value would round to 1.
  constexpr double two_to_minus_52 = 0x1p-52;
  return (static_cast<double>(bits() >> 12) + 0.5) * two_to_minus_52;
}

void RandomStream::refill() {
  const r123::Philox4x64::ctr_type counter = {{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const r123::Philox4x64::key_type key = {{key_[0], key_[1]}};
  const r123::Philox4x64::ctr_type block = r123::Philox4x64()(counter, key);
  for (std::size_t i = 0; i < buffer_.size(); ++i) buffer_[i] = block[i];
  left_ = static_cast<int>(buffer_.size());
  ++counter_[1];
}

}  // namespace nereus
