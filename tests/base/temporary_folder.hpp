#pragma once
// A folder of its own for each test, gone afterwards.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace nereus {

class TemporaryFolder : public testing::Test {
 protected:
  TemporaryFolder() {
    const testing::TestInfo* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              ("nereus_" + std::string(info->test_suite_name()) + info->name() + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  ~TemporaryFolder() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

  std::size_t files() const {
    const std::filesystem::recursive_directory_iterator begin(folder_), end;
    return static_cast<std::size_t>(std::distance(begin, end));
  }

 private:
  std::filesystem::path folder_;
};

/// Expects `statement` to throw `Type` with a message that contains `text`.
#define EXPECT_REFUSED(statement, Type, text)                                           \
  try {                                                                                 \
    statement;                                                                          \
    ADD_FAILURE() << "not refused: " #statement;                                        \
  } catch (const Type& error) {                                                         \
    EXPECT_NE(std::string(error.what()).find(text), std::string::npos) << error.what(); \
  }

}  // namespace nereus
