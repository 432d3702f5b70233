#pragma once
// What a surrogate must reach, and what it should.

#include <string>
#include <vector>

namespace nereus {

struct ValidationReport;  // validate.hpp

/// One number of a report with its limit.
struct Requirement {
  enum class Sense { at_least, at_most };
  std::string what;  ///< "RESS of 1s1/2"
  double value = 0;  ///< in `unit`
  double must = 0;   ///< the limit
  double goal = 0;   ///< what is aimed at; missing it is no failure
  Sense sense = Sense::at_least;
  std::string unit;             ///< "%", or "" for pure numbers
  double noise = 0;             ///< what too small a sample alone would give, where small values are good
  bool sample_suffices = true;  ///< false: the value rests on too few events

  /// A value whose noise exceeds half of the limit says nothing: the sample was too small.
  bool judged() const { return sample_suffices && noise <= must / 2; }
  bool met() const { return !judged() || reaches(must); }
  bool goal_met() const { return judged() && reaches(goal); }
  const char* verdict() const { return !judged() ? "not judged (sample too small)" : met() ? "ok" : "FAIL"; }

 private:
  bool reaches(double limit) const { return sense == Sense::at_least ? value >= limit : value <= limit; }
};

/// RESS of each shell and of all together, the worst slice of E_nu, acceptance and the largest weight.
/// \source the goals of this project for flow.kind = "nereus"; the published figures are in PAPER.md
std::vector<Requirement> weight_requirements(const ValidationReport& report);
/// RESS alone, in another flux than the first report's.
std::vector<Requirement> flux_requirements(const ValidationReport& report);

bool all_met(const std::vector<Requirement>& requirements);

/// Table for people, one line each: value, limit, goal, ok or FAIL.
std::string requirements_text(const std::vector<Requirement>& requirements);

}  // namespace nereus
