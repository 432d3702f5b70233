#include "surrogate/block_kernels.hpp"

#include <string_view>

namespace nereus {

extern const BlockKernels generic_kernels;
#ifdef NEREUS_X86_KERNELS
extern const BlockKernels avx2_kernels, avx512_kernels;
#endif

const BlockKernels* find_kernels(const char* name) {
  const std::string_view wanted = name;
#ifdef NEREUS_X86_KERNELS
  if (wanted == "avx512" && __builtin_cpu_supports("avx512f")) return &avx512_kernels;
  if (wanted == "avx2" && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return &avx2_kernels;
#endif
  return wanted == "generic" ? &generic_kernels : nullptr;
}

const BlockKernels& best_kernels() {
  for (const char* name : {"avx512", "avx2"}) {
    if (const BlockKernels* kernels = find_kernels(name)) return *kernels;
  }
  return generic_kernels;
}

bool has_fused_arithmetic() { return &best_kernels() != &generic_kernels; }

}  // namespace nereus
