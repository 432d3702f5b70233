#include "hadron_tensor/table/certificate.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nereus {

bool TableCertificate::passed() const {
  return !sets.empty() && std::all_of(sets.begin(), sets.end(), [this](const CertificateSet& set) {
    return set.points > 0 && rms_passed(set) && largest_passed(set);
  });
}

std::string TableCertificate::text() const {
  std::string text;
  for (const CertificateSet& set : sets) {
    const std::string limit = set.name == "panels" ? "" : fmt::format(" ({:.0e})", 100 * accuracy);
    text += fmt::format(
        "{:<6} {:>7} points  rms {:.2e} ({:.0e})  99.99 % {:.2e}{}  largest {:.2e} ({:.0e})\n", set.name,
        set.points, set.rms, accuracy, set.quantile_9999, limit, set.largest, 1000 * accuracy);
  }
  return text;
}

}  // namespace nereus
