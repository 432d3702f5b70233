#include "surrogate/flow_options.hpp"

namespace nereus {

void FlowOptions::visit(FieldVisitor& visitor) {
  visitor.field("t_bins", t_bins, "bins of the density of the nucleon's kinetic energy T", {4, 4096});
  visitor.field("q_bins", q_bins, "bins of the density of the momentum transfer q", {2, 4096});
  visitor.field("p_m_bins", p_m_bins, "bins of the density of the missing momentum p_m", {2, 4096});
  visitor.field("t_width", t_width, "hidden units of the network of T", {4, 4096});
  visitor.field("width", width, "hidden units of the networks of q and p_m", {4, 4096});
  visitor.field("phi_width", phi_width, "hidden units of the network of phi", {4, 4096});
  visitor.field("depth", depth, "residual layers of each network", {0, 64});
  visitor.field("t_embedding", t_embedding, "knots of the tabulated dependence on T (0: none)", {0, 4096});
  coordinates.visit(visitor);
}

}  // namespace nereus
