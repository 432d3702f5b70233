#pragma once
// Convergence of the self-consistent iteration.

#include <Eigen/Core>
#include <deque>

namespace nereus {

/// Fixed-point iteration x -> F(x) by Anderson's method: the next input is the combination of earlier inputs
/// whose residuals nearly cancel, plus a share of its residual.
/// \source Anderson, J. ACM 12 (1965) 547; Walker & Ni, SIAM J. Numer. Anal. 49 (2011) 1715
class AndersonMixer {
 public:
  /// \param mixing   share of the residual that is added, 0 ... 1
  /// \param history  number of earlier inputs that are used (0: plain linear mixing)
  AndersonMixer(double mixing, int history) : mixing_(mixing), history_(history) {}

  /// \param input x; \param output F(x). \return the next input
  Eigen::VectorXd next(const Eigen::VectorXd& input, const Eigen::VectorXd& output);

  /// Starts or stops using earlier inputs.
  void set_history(int history) { history_ = history; }

 private:
  double mixing_;
  int history_;
  std::deque<Eigen::VectorXd> input_changes_, residual_changes_;
  Eigen::VectorXd last_input_, last_residual_;
};

}  // namespace nereus
