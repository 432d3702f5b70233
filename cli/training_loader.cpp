#include <dlfcn.h>
#include <fmt/format.h>

#include <cstdlib>
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

/// LibTorch 1.13 takes AVX2 where it is not told of AVX-512: half as fast again here. A user's choice stands.
void tell_of_avx512() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
    setenv("ATEN_CPU_CAPABILITY", "avx512", 0);
  }
#endif
}

}  // namespace

TrainingReport train_in_module(const TrainingJob& job) {
  tell_of_avx512();
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
