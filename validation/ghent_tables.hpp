#pragma once
// The model held against the published inclusive tables of the Ghent group.

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {

/// Nodes of a published table at which the model is compared: 40 <= omega < 400 MeV, 100 <= q <= 800 MeV,
/// spacelike, W11 above 1 % of its maximum there. Of the three overlapping parts each is used where GENIE
/// uses it: Low below 60 MeV, Medium to 148, High from 151. (The first row of Medium, at 58 MeV, disagrees
/// with Low by 0.8 %.)
struct GhentNodes {
  std::vector<Transfer> transfer;  ///< [MeV]
  std::vector<Responses> table;    ///< per nucleus [MeV^-1]
};

/// \param wave  "HF" (distorted) or "HF_PW" (plane wave)
/// \throws FileError if the file is missing or has another layout
GhentNodes read_ghent_nodes(const std::string& path, const std::string& wave);

/// Median, 90 % quantile and largest of |model/table - 1|.
struct DeviationSummary {
  std::string quantity;
  std::size_t nodes = 0;
  double median = 0, ninety = 0, largest = 0;
};

/// One wave of the tables, node by node.
struct GhentComparison {
  std::string wave;
  GhentNodes nodes;
  std::vector<Responses> model;                 ///< [MeV^-1]
  std::vector<DeviationSummary> responses;      ///< W00, W03, W11, W12, W33
  std::vector<DeviationSummary> cross_section;  ///< d2sigma at E_nu = 300, 500, 700, 1000 MeV
};

/// Evaluates all nodes. d2sigma is compared where it is above 1 % of its maximum at that energy.
GhentComparison compare_with_ghent(const std::string& wave, const GhentNodes& nodes,
                                   const InclusiveResponses& responses, const Probe& probe,
                                   const PhysicalConstants& constants, Threads threads);

/// Largest deviations that are allowed: median 0.3 %, 90 % below 1 %, none above 2.5 %; d2sigma 1 %
/// everywhere.
bool within_limits(const GhentComparison& comparison);

/// Table for people.
std::string ghent_report_text(const std::vector<GhentComparison>& comparisons);

/// Sealed file with groups /HF and /HF_PW: omega, q [MeV], table and model (nodes x 5) [MeV^-1].
void write_ghent_comparisons(const std::string& path, const std::vector<GhentComparison>& comparisons);

}  // namespace nereus
