#include "base/random_stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>
#include <vector>

namespace nereus {
namespace {

// Random123 1.14, tests/kat_vectors: philox4x64 10, counter 0, key 0.
TEST(RandomStream, ReproducesTheKnownAnswerOfPhilox) {
  RandomStream stream(0, static_cast<StreamPurpose>(0), 0);
  for (const std::uint64_t expected :
       {0x16554d9eca36314cull, 0xdb20fe9d672d0fdcull, 0xd7e772cee186176bull, 0x7e68b68aec7ba23bull}) {
    EXPECT_EQ(stream.bits(), expected);
  }
}

// numpy 1.24 (independent code): Philox(key=7 + (3 << 64), counter=5 + (block << 64) - 1).random_raw(4).
TEST(RandomStream, IsAddressedBySeedPurposeAndIndex) {
  RandomStream stream(7, StreamPurpose::generation, 5);
  for (const std::uint64_t expected :
       {0x735471061737253dull, 0x63a305a56ffd7adfull, 0x21ebf43530446e46ull, 0x37ec7672d9c93d6dull,
        0x5b3c97e2fa0f8b05ull, 0xa6a18f5235cd6ef0ull, 0x27bd1987b09fdbddull, 0x954651fba0704ca9ull}) {
    EXPECT_EQ(stream.bits(), expected);
  }
}

TEST(RandomStream, CopiesContinueAlike) {
  RandomStream stream(1, StreamPurpose::test, 2);
  stream.bits();
  RandomStream copy = stream;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(stream.bits(), copy.bits());
}

// 64-bit words of 400 streams: one collision among 6400 has probability 1e-12.
TEST(RandomStream, DifferentAddressesNeverShareNumbers) {
  std::set<std::uint64_t> seen;
  std::size_t drawn = 0;
  for (const std::uint64_t seed : {1ull, 2ull}) {
    for (const StreamPurpose purpose : {StreamPurpose::dataset, StreamPurpose::generation}) {
      for (std::uint64_t index = 0; index < 100; ++index) {
        RandomStream stream(seed, purpose, index);
        for (int i = 0; i < 16; ++i, ++drawn) seen.insert(stream.bits());
      }
    }
  }
  EXPECT_EQ(seen.size(), drawn);
}

/// Chi square of 64 equal bins.
double chi_square(const std::vector<double>& numbers) {
  std::array<double, 64> counts{};
  for (const double x : numbers) counts[static_cast<std::size_t>(64 * x)] += 1;
  const double expected = static_cast<double>(numbers.size()) / 64;
  double sum = 0;
  for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

/// The first number of each of many neighbouring streams, where a weak generator would show a pattern.
std::vector<double> first_numbers(std::size_t streams) {
  std::vector<double> numbers(streams);
  for (std::size_t i = 0; i < streams; ++i) numbers[i] = RandomStream(42, StreamPurpose::test, i).uniform();
  return numbers;
}

// 63 degrees of freedom, false-alarm rate 1e-6: chi square below 131.4. The mutant bends the density by 2 %.
TEST(RandomStream, NeighbouringStreamsAreUniformTogether) {
  constexpr double limit = 131.4;
  std::vector<double> numbers = first_numbers(1000000);
  EXPECT_LT(chi_square(numbers), limit);
  for (double& x : numbers) x = std::pow(x, 1.02);
  EXPECT_GT(chi_square(numbers), limit);
}

// Correlation of n independent pairs: standard deviation 1/sqrt(n); 4.9 of them are a false-alarm rate of
// 1e-6. The mutant adds a hundredth of the neighbour.
TEST(RandomStream, NeighbouringStreamsAreUncorrelated) {
  const std::vector<double> numbers = first_numbers(1000001);
  const auto correlation = [&](double admixture) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
      const double here = numbers[i] - 0.5, next = numbers[i + 1] - 0.5;
      sum += 12 * here * (next + admixture * here);
    }
    return sum / 1e6;
  };
  EXPECT_LT(std::abs(correlation(0)), 4.9e-3);
  EXPECT_GT(std::abs(correlation(0.01)), 4.9e-3);
}

TEST(RandomStream, UniformNumbersStayInsideTheOpenInterval) {
  RandomStream stream(3, StreamPurpose::test, 0);
  for (int i = 0; i < 100000; ++i) {
    const double x = stream.uniform();
    ASSERT_GT(x, 0);
    ASSERT_LT(x, 1);
  }
}

}  // namespace
}  // namespace nereus
