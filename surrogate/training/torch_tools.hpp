#pragma once
// Small helpers around LibTorch, whose headers stay out of ours.

#include <cstdint>
#include <string>
#include <vector>

namespace at {
class Tensor;
}
namespace c10 {
struct Device;
}

namespace nereus {

/// A copy on the device.
at::Tensor from_floats(const std::vector<float>& values, std::vector<std::int64_t> shape,
                       const c10::Device& device);
std::vector<float> to_floats(const at::Tensor& tensor);

/// \param wanted "cpu", "cuda" or "auto" \throws InputError if there is no CUDA device
c10::Device choose_device(const std::string& wanted);

/// One thread per worker: two workers beat two threads in one operation.
void use_one_thread();

/// What computed: library version and device.
std::string training_environment(const std::string& device);

}  // namespace nereus
