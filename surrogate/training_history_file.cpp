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
  const std::vector<double> loss = file.read_numbers(group + "/history/loss", steps.size());
  const std::vector<double> ress = file.read_numbers(group + "/history/ress", steps.size());
  for (std::size_t i = 0; i < steps.size(); ++i) history.push_back({steps[i], loss[i], ress[i]});
  return history;
}

}  // namespace nereus
