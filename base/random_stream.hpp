#pragma once
// Counter-based random numbers: the numbers of event i do not depend on who computes it.

#include <array>
#include <cstdint>

namespace nereus {

/// What a stream is for; streams of different purposes never overlap.
enum class StreamPurpose : std::uint32_t {
  dataset = 1,
  training = 2,
  generation = 3,
  validation = 4,
  initialisation = 5,
  test = 6,
  table = 7,
  pilot = 8,       ///< events that set the cap of accept-reject
  acceptance = 9,  ///< accept-reject
  variation = 10,  ///< draws of a covariance of model parameters
};

/// Philox4x64-10 stream addressed by (seed, purpose, index). Copyable value, 2^64 numbers each.
/// \source Salmon et al., SC11 (2011), doi:10.1145/2063384.2063405 (Random123)
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, StreamPurpose purpose, std::uint64_t index);
  std::uint64_t bits();
  /// Uniform in the open interval (0, 1), 52 random bits: neither 0 nor 1 is ever returned.
  double uniform();

 private:
  void refill();
  std::array<std::uint64_t, 2> key_;
  std::array<std::uint64_t, 4> counter_;
  std::array<std::uint64_t, 4> buffer_{};
  int left_ = 0;
};

}  // namespace nereus
