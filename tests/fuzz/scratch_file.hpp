#pragma once
// One file of this process for input after input.

#include <unistd.h>

#include <filesystem>
#include <string>

namespace nereus::fuzz {

class ScratchFile {
 public:
  explicit ScratchFile(const std::string& name)
      : folder_(std::filesystem::temp_directory_path() / ("nereus_fuzz_" + std::to_string(getpid()) + name)) {
    std::filesystem::create_directories(folder_);
    path_ = (folder_ / name).string();
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::string path_;
};

}  // namespace nereus::fuzz
