#include "surrogate/flow_options.hpp"

#include "base/error.hpp"

namespace nereus {
namespace {

/// \param all_keys  those too that a canonical text leaves out
void visit_nereus(FlowOptions& flow, FieldVisitor& visitor, bool all_keys) {
  visitor.field("t_bins", flow.t_bins, "bins of the density of the nucleon's kinetic energy T", {4, 4096});
  visitor.field("q_bins", flow.q_bins, "bins of the density of the momentum transfer q", {2, 4096});
  visitor.field("p_m_bins", flow.p_m_bins, "bins of the density of the missing momentum p_m", {2, 4096});
  // Fingerprints and files of flows without it do not name it: it is younger than they are.
  if (flow.fine_bins || all_keys) {
    visitor.field("fine_bins", flow.fine_bins,
                  "bins of T below t_split_mev are halved (resonances), those at the end of p_m parted in up "
                  "to eight (minima of the cross section)");
  }
  visitor.field("t_width", flow.t_width, "hidden units of the network of T", {4, 4096});
  visitor.field("q_width", flow.q_width, "hidden units of the network of q", {4, 4096});
  visitor.field("p_m_width", flow.p_m_width, "hidden units of the network of p_m", {4, 4096});
  visitor.field("phi_width", flow.phi_width, "hidden units of the network of phi", {4, 4096});
  visitor.field("t_depth", flow.t_depth, "residual layers of the network of T", {0, 64});
  visitor.field("q_depth", flow.q_depth, "residual layers of the network of q", {0, 64});
  visitor.field("p_m_depth", flow.p_m_depth, "residual layers of the network of p_m", {0, 64});
  visitor.field("phi_depth", flow.phi_depth, "residual layers of the network of phi", {0, 64});
  visitor.field("t_embedding", flow.t_embedding, "knots of the tabulated dependence on T (0: none)",
                {0, 4096});
  flow.conditions.visit(visitor);
}

void visit_kind(FlowOptions& flow, FieldVisitor& visitor) {
  visitor.field("kind", flow.kind,
                "nereus, or published: the flow of arXiv:2502.14452, with other defaults in [train]",
                {"nereus", "published"});
}

/// Of one kind. Files of the nereus flow do not name their kind.
struct Architecture {
  FlowOptions flow;
  void visit(FieldVisitor& visitor) {
    if (flow.is_published()) {
      visit_kind(flow, visitor);
      flow.published.visit(visitor);
    } else {
      visit_nereus(flow, visitor, false);
    }
    flow.coordinates.visit(visitor);
  }
};

}  // namespace

void FlowOptions::visit(FieldVisitor& visitor) {
  visit_kind(*this, visitor);
  visit_nereus(*this, visitor, true);
  published.visit(visitor);
  coordinates.visit(visitor);
}

void check_flow_options(const FlowOptions& options) {
  if (options.t_embedding == 1) {
    throw InputError("t_embedding = 1 (a dependence on T needs at least 2 knots, 0 is for none)");
  }
}

std::string architecture_text(const FlowOptions& options) { return canonical_text(Architecture{options}); }

}  // namespace nereus
