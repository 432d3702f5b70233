#pragma once
// Card section [flow]: the architecture of the surrogate.

#include <string>

#include "base/options.hpp"
#include "surrogate/conditions.hpp"
#include "surrogate/phase_space.hpp"
#include "surrogate/published/published_options.hpp"

namespace nereus {

/// "nereus": one autoregressive pass q(T|E) q(q|E,T) q(p_m|E,T,q) q(phi|E,T,q,p_m), four small networks.
/// "published": the system of arXiv:2502.14452, for comparisons.
struct FlowOptions {
  std::string kind = "nereus";     ///< or "published"; the keys of the other kind are not used
  std::int64_t t_bins = 192;       ///< bins of the density of T
  std::int64_t q_bins = 64;        ///< bins of the density of q
  std::int64_t p_m_bins = 64;      ///< bins of the density of p_m
  bool fine_bins = true;           ///< finer where T is small (resonances) and p_m large (minima)
  std::int64_t t_width = 64;       ///< hidden units of the network of T
  std::int64_t q_width = 96;       ///< hidden units of the network of q
  std::int64_t p_m_width = 144;    ///< hidden units of the network of p_m
  std::int64_t phi_width = 48;     ///< hidden units of the network of phi
  std::int64_t t_depth = 3;        ///< residual layers of the network of T
  std::int64_t q_depth = 2;        ///< residual layers of the network of q
  std::int64_t p_m_depth = 3;      ///< residual layers of the network of p_m
  std::int64_t phi_depth = 2;      ///< residual layers of the network of phi
  std::int64_t t_embedding = 384;  ///< knots of the tabulated dependence on T, 0: none
  PublishedOptions published;      ///< visited with the rest: one card section
  ConditionOptions conditions;     ///< of the nereus flow; visited with the rest
  CoordinateOptions coordinates;   ///< of the nereus flow and of the dataset; visited with the rest
  void visit(FieldVisitor& visitor);
  bool is_published() const { return kind == "published"; }
};

/// `key = value` lines of the keys that the kind uses: kept in files, and part of fingerprints.
std::string architecture_text(const FlowOptions& options);

/// What the range of a field cannot say. \throws InputError
void check_flow_options(const FlowOptions& options);

}  // namespace nereus
