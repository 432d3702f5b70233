#include "hadron_tensor/spherical_harmonics.hpp"

#include <algorithm>
#include <cmath>

namespace nereus {

Eigen::ArrayXXd spherical_harmonics(double cos_theta, int l_max, int m_max) {
  Eigen::ArrayXXd Y = Eigen::ArrayXXd::Zero(l_max + 1, 2 * m_max + 1);
  const double sin_theta = std::sqrt(std::max(0.0, (1 - cos_theta) * (1 + cos_theta)));
  double sectoral = std::sqrt(1 / (4 * M_PI));  // Y_mm
  for (int m = 0; m <= std::min(m_max, l_max); ++m) {
    if (m > 0) sectoral *= -std::sqrt((2 * m + 1.0) / (2 * m)) * sin_theta;
    double before = 0, here = sectoral, factor_before = 0;
    for (int l = m; l <= l_max; ++l) {
      Y(l, m_max + m) = here;
      Y(l, m_max - m) = m % 2 == 0 ? here : -here;
      const double next_l = l + 1;
      const double factor = std::sqrt((4 * next_l * next_l - 1) / (next_l * next_l - double(m) * m));
      const double next = factor * (cos_theta * here - (l > m ? before / factor_before : 0));
      before = here;
      here = next;
      factor_before = factor;
    }
  }
  return Y;
}

}  // namespace nereus
