#pragma once
// sigma(E_nu) of the proxy cross section from a file: its quadrature takes seconds, and every test is a
// process.

#include "hadron_tensor/total_cross_section.hpp"

namespace nereus::test {

/// What proxy_total_cross_section gives for the default proxy, from tests/data/proxy_sigma.csv.
/// \param proxy  with default settings; the table carries its fingerprint
TotalCrossSection proxy_sigma_table(const CrossSection& proxy);

}  // namespace nereus::test
