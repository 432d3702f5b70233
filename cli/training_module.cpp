// The module itself: the only part of the program that is linked with LibTorch.

#include "cli/training_module.hpp"

namespace nereus {

extern "C" void nereus_train(const TrainingJob* job, TrainingReport* report) {
  *report = train_surrogate(job->files, job->flow, job->options, job->model_fingerprint, -1, job->truth);
}

}  // namespace nereus
