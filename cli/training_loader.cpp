#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/error.hpp"
#include "cli/training_module.hpp"

namespace nereus {
namespace {

/// Beside the program (build tree) or in the installed library folder.
std::string module_path() {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  if (problem) throw FileError(fmt::format("cannot find the program's own folder ({})", problem.message()));
  const fs::path beside = program.parent_path() / NEREUS_TRAINING_MODULE;
  const fs::path installed = program.parent_path() / NEREUS_MODULE_FOLDER / NEREUS_TRAINING_MODULE;
  for (const fs::path& path : {beside, installed}) {
    if (fs::exists(path, problem)) return path.string();
  }
  throw FileError(fmt::format("training is not installed (neither '{}' nor '{}' exists)", beside.string(),
                              installed.lexically_normal().string()));
}

}  // namespace

TrainingReport train_in_module(const TrainingJob& job) {
  // Never closed: LibTorch does not survive being unloaded.
  void* const module = dlopen(module_path().c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr) {
    throw FileError(fmt::format("cannot load the training module ({}); is LibTorch installed?", dlerror()));
  }
  const auto train = reinterpret_cast<decltype(&nereus_train)>(dlsym(module, "nereus_train"));
  if (train == nullptr) throw FileError(fmt::format("unusable training module ({})", dlerror()));
  TrainingReport report;
  train(&job, &report);
  return report;
}

}  // namespace nereus
