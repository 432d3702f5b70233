#include "surrogate/training/torch_tools.hpp"

#include <fmt/format.h>
#include <torch/torch.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/error.hpp"

// Present if LibTorch's BLAS is OpenBLAS, whose own threads would get in the workers' way.
extern "C" void openblas_set_num_threads(int) __attribute__((weak));

namespace nereus {

at::Tensor from_floats(const std::vector<float>& values, std::vector<std::int64_t> shape,
                       const c10::Device& device) {
  return torch::from_blob(const_cast<float*>(values.data()), std::move(shape), torch::kFloat32)
      .clone()
      .to(device);
}

std::vector<float> to_floats(const at::Tensor& tensor) {
  const at::Tensor flat = tensor.detach().to(torch::kCPU).contiguous();
  return std::vector<float>(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
}

c10::Device choose_device(const std::string& wanted) {
  if (wanted == "cpu") return torch::kCPU;
  if (torch::cuda::is_available()) return torch::kCUDA;
  if (wanted == "auto") return torch::kCPU;
  throw InputError("no CUDA device (device = \"cuda\" in [train]); use \"cpu\" or \"auto\"");
}

void use_one_thread() {
#ifdef __GLIBC__
  // Activations of a few MB come and go in every operation: keep their pages instead of returning them each
  // time.
  mallopt(M_MMAP_THRESHOLD, 1 << 28);
  mallopt(M_TRIM_THRESHOLD, 1 << 29);
#endif
  at::set_num_threads(1);
  if (openblas_set_num_threads != nullptr) openblas_set_num_threads(1);
  at::globalContext().setFlushDenormal(true);
}

std::string training_environment(const std::string& device) {
  return fmt::format("LibTorch {}, {}, one thread per shell", TORCH_VERSION, choose_device(device).str());
}

}  // namespace nereus
