#pragma once
// How far a table is from the direct evaluator: measured, stored with it, and part of every output.

#include <cstdint>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// Deviation of d4sigma, table/direct - 1, on one set of random points. Where d4sigma lies below 1e-6 of its
/// maximum at that E_nu (of the shell, over all angles and omega), the deviation is taken relative to that.
struct CertificateSet {
  std::string name;           ///< "drawn", "flat", "panels": see certify()
  std::int64_t points = 0;    ///< with d4sigma > 0
  double rms = 0;             ///< weighted with the cross section
  double quantile_9999 = 0;   ///< 99.99 % of the points lie below
  double largest = 0;         ///< of the points above 1e-6 of the maximum
  std::int64_t compared = 0;  ///< points above 1e-6 of the maximum
};

struct TableCertificate {
  double accuracy = 0;         ///< what was asked for: the limit of rms
  double direct_accuracy = 0;  ///< of the direct evaluator
  std::string model;           ///< probe, form factors and axial charge it was measured with
  std::vector<CertificateSet> sets;

  bool rms_passed(const CertificateSet& set) const { return set.rms <= accuracy; }
  /// At accuracy 1e-5: 99.99 % of the points within 1e-3, all within 1e-2. The set of the panels looks for
  /// the worst places on purpose (a p shell's hole at p_m = 0, where the cross section is lost in the
  /// rounding of its surroundings, is met a hundred times too often): its quantile is reported but has no
  /// limit.
  bool largest_passed(const CertificateSet& set) const {
    return (set.name == "panels" || set.quantile_9999 <= 100 * accuracy) && set.largest <= 1000 * accuracy;
  }
  bool passed() const;
  /// One line per set, for people.
  std::string text() const;
};

}  // namespace nereus
