#include "surrogate/training_history_file.hpp"

namespace nereus {

void write_history(SealedFileWriter& file, const std::string& group,
                   const std::vector<TrainingRecord>& history) {
  if (history.empty()) return;
  std::vector<std::int64_t> steps;
  std::vector<double> loss, ress;
  for (const TrainingRecord& record : history) {
    steps.push_back(record.step);
    loss.push_back(record.loss);
    ress.push_back(record.ress);
  }
  file.write(group + "/history/step", steps, "1");
  file.write(group + "/history/loss", loss, "1");
  file.write(group + "/history/ress", ress, "1");
}

std::vector<TrainingRecord> read_history(const SealedFileReader& file, const std::string& group) {
  std::vector<TrainingRecord> history;
  if (!file.has(group + "/history/step")) return history;
  const std::vector<std::int64_t> steps = file.read_integers(group + "/history/step");
  const Eigen::ArrayXd loss = file.read_vector(group + "/history/loss");
  const Eigen::ArrayXd ress = file.read_vector(group + "/history/ress");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    history.push_back({steps[i], loss[row], ress[row]});
  }
  return history;
}

}  // namespace nereus
