#pragma once
// Truncated files and flipped bits, for the tests of everything that reads files.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "base/random_stream.hpp"

namespace nereus {

/// Changes one bit of a file in place (writing thousands of new files would be slow).
inline void flip_bit(const std::string& path, std::size_t bit) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  const auto position = static_cast<std::streamoff>(bit / 8);
  file.seekg(position);
  const int byte = file.get();
  file.seekp(position);
  file.put(static_cast<char>(byte ^ (1 << bit % 8)));
}

/// "" if `read` refuses the file and names it, otherwise what happened.
template <class Read>
std::string fault_of_reading(const std::string& path, Read read) {
  try {
    read(path);
  } catch (const FileError& error) {
    return std::string(error.what()).find(path) != std::string::npos ? "" : error.what();
  }
  return "was read";
}

/// A sealed file is refused with 300 single bits flipped and at 60 lengths, one after the other, and read
/// again once it is whole. Positions are random with a fixed seed, a third of them within the first 1000
/// bytes (the seal and the head of HDF5).
template <class Read>
void expect_damage_refused(const std::string& path, Read read) {
  const std::string whole = read_text_file(path);
  RandomStream random(11, StreamPurpose::test, whole.size());
  const auto position = [&](int i) {
    return random.bits() % (i % 3 == 0 ? std::min<std::size_t>(1000, whole.size()) : whole.size());
  };
  EXPECT_NO_THROW(read(path));
  for (int i = 0; i < 300; ++i) {
    const std::size_t bit = 8 * position(i) + random.bits() % 8;
    flip_bit(path, bit);
    ASSERT_EQ(fault_of_reading(path, read), "") << "bit " << bit;
    flip_bit(path, bit);
  }
  EXPECT_NO_THROW(read(path));
  std::vector<std::size_t> lengths{0, 1, 511, 512, 513, whole.size() - 1};
  for (int i = 0; i < 54; ++i) lengths.push_back(position(i));
  std::sort(lengths.rbegin(), lengths.rend());
  for (const std::size_t length : lengths) {
    std::filesystem::resize_file(path, length);
    ASSERT_EQ(fault_of_reading(path, read), "") << "cut to " << length << " bytes";
  }
  write_text_file(path, whole);
  EXPECT_NO_THROW(read(path));
}

}  // namespace nereus
