#include "hadron_tensor/table/table_kernel.hpp"

#include <string_view>

namespace nereus {

extern const StencilKernel generic_stencil_kernel;
#ifdef NEREUS_X86_KERNELS
extern const StencilKernel avx2_stencil_kernel, avx512_stencil_kernel;
#endif

const StencilKernel* find_stencil_kernel(const char* name) {
  const std::string_view wanted = name;
#ifdef NEREUS_X86_KERNELS
  if (wanted == "avx512" && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl"))
    return &avx512_stencil_kernel;
  if (wanted == "avx2" && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return &avx2_stencil_kernel;
#endif
  return wanted == "generic" ? &generic_stencil_kernel : nullptr;
}

const StencilKernel& best_stencil_kernel() {
  for (const char* name : {"avx512", "avx2"}) {
    if (const StencilKernel* kernel = find_stencil_kernel(name)) return *kernel;
  }
  return generic_stencil_kernel;
}

}  // namespace nereus
