#pragma once
// Results in a few lines, for people.

#include <string>

#include "generator/generation_summary.hpp"
#include "meanfield/shell.hpp"
#include "surrogate/training/train.hpp"

namespace nereus {

/// Mode, flux, cross section from quadrature and from the events, RESS, acceptance, event count, files.
std::string summary_text(const GenerationSummary& summary);

/// How the cross section was evaluated, with the certificates of tables and what lay outside of them.
std::string evaluator_text(const CrossSection& cross_section);

/// "RESS on held-out points: 1s1/2 99.3 %, 1p3/2 99.1 %".
std::string training_text(const TrainingReport& report);

}  // namespace nereus
