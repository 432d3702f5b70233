#pragma once
// A small generation from the proxy cross section, shared by the tests of this folder.

#include "generator/generate.hpp"
#include "support/proxy_cross_section.hpp"
#include "support/proxy_sigma_table.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus::test {

/// Proxy, its sigma(E_nu), an untrained surrogate: made once per program.
struct SampleInputs {
  std::unique_ptr<CrossSection> cross_section = make_proxy_cross_section();
  TotalCrossSection total = proxy_sigma_table(*cross_section);
  Surrogate surrogate = Surrogate::untrained(make_phase_space(*cross_section, 200, 1000), 5);
  Provenance provenance{"nucleus = \"C12\"\n[generate]\nevents = 6000\n", "0.1.0", {{"meanfield", "abc"}},
                        "closed form", ""};

  GenerationInputs inputs(const GenerateOptions& options) const {
    return {*cross_section, total, surrogate,
            make_flux(options.flux, options.e_nu_min_mev, options.e_nu_max_mev), provenance};
  }

  GenerationSummary generate(const std::string& prefix, const GenerateOptions& options, int threads = 1,
                             const Shard& shard = {}) const {
    return generate_events(inputs(options), options, prefix, Threads{threads}, shard);
  }
};

inline const SampleInputs& sample_inputs() {
  static const SampleInputs inputs;
  return inputs;
}

/// More than one block on disk, the last one partly filled.
inline GenerateOptions sample_options() {
  GenerateOptions options;
  options.events = 6000;
  options.seed = 3;
  return options;
}

}  // namespace nereus::test
