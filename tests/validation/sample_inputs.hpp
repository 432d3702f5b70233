#pragma once
// Proxy cross section, its sigma(E_nu), and surrogates for the tests of this folder: made once per program.

#include "support/proxy_cross_section.hpp"
#include "support/proxy_sigma_table.hpp"
#include "surrogate/phase_space.hpp"
#include "surrogate/surrogate.hpp"

namespace nereus::test {

struct SampleInputs {
  std::unique_ptr<CrossSection> cross_section = make_proxy_cross_section();
  TotalCrossSection total = proxy_sigma_table(*cross_section);
  Surrogate untrained = Surrogate::untrained(make_phase_space(*cross_section, 200, 1000), 5);
};

inline const SampleInputs& sample_inputs() {
  static const SampleInputs inputs;
  return inputs;
}

}  // namespace nereus::test
