#pragma once
// A surrogate that costs little: untrained, with small networks.

#include "tests/validation/sample_inputs.hpp"
#include "validation/subject.hpp"

namespace nereus::test {

/// "nereus" or "published".
inline Surrogate tiny_flow(const std::string& kind) {
  FlowOptions flow;
  flow.kind = kind;
  flow.t_bins = 16;
  flow.q_bins = flow.p_m_bins = flow.t_width = flow.q_width = flow.p_m_width = flow.phi_width = 8;
  flow.t_depth = flow.q_depth = flow.p_m_depth = flow.phi_depth = 1;
  flow.t_embedding = 0;
  flow.published.size = "custom";
  return Surrogate::untrained(make_phase_space(*sample_inputs().cross_section, 200, 1000), 5, flow);
}

/// The tiny nereus flow before the proxy.
inline Subject tiny_subject() {
  static const Surrogate flow = tiny_flow("nereus");
  return {*sample_inputs().cross_section, sample_inputs().total, flow};
}

}  // namespace nereus::test
