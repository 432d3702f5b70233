#pragma once
// Y_lm at azimuth zero for small m and all l.

#include <Eigen/Core>

namespace nereus {

/// Y_lm(theta, phi = 0), Condon-Shortley phase, for l = 0 ... l_max (rows) and m = -m_max ... m_max
/// (columns); zero for |m| > l.
/// \source stable upward recursion in l at fixed m, Press et al., Numerical Recipes, Sec. 6.7
Eigen::ArrayXXd spherical_harmonics(double cos_theta, int l_max, int m_max);

}  // namespace nereus
