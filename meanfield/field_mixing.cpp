#include "meanfield/field_mixing.hpp"

#include <Eigen/QR>

namespace nereus {

Eigen::VectorXd AndersonMixer::next(const Eigen::VectorXd& input, const Eigen::VectorXd& output) {
  const Eigen::VectorXd residual = output - input;
  if (last_input_.size() > 0) {
    input_changes_.push_back(input - last_input_);
    residual_changes_.push_back(residual - last_residual_);
  }
  while (static_cast<int>(input_changes_.size()) > history_) {
    input_changes_.pop_front();
    residual_changes_.pop_front();
  }
  last_input_ = input;
  last_residual_ = residual;

  Eigen::VectorXd best_input = input, best_residual = residual;
  const Eigen::Index columns = static_cast<Eigen::Index>(input_changes_.size());
  if (columns > 0) {
    Eigen::MatrixXd dF(residual.size(), columns);
    for (Eigen::Index k = 0; k < columns; ++k) dF.col(k) = residual_changes_[static_cast<std::size_t>(k)];
    const Eigen::VectorXd gamma = dF.colPivHouseholderQr().solve(residual);
    for (Eigen::Index k = 0; k < columns; ++k) {
      best_input -= gamma[k] * input_changes_[static_cast<std::size_t>(k)];
      best_residual -= gamma[k] * residual_changes_[static_cast<std::size_t>(k)];
    }
  }
  return best_input + mixing_ * best_residual;
}

}  // namespace nereus
