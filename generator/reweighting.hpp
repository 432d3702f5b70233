#pragma once
// From events of one model to weights of another: where that is possible, and by which ratio.

#include <memory>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "generator/event.hpp"
#include "generator/run_header.hpp"
#include "generator/weight_variation.hpp"
#include "hadron_tensor/cross_section.hpp"

namespace nereus {

/// Where the events of a model can lie.
struct ModelSupport {
  std::string nucleus;              ///< "C12"
  int pdg_neutrino = 0;             ///< of the probe
  double lepton_mass = 0;           ///< [MeV]
  std::vector<std::string> shells;  ///< labels, in the order of the events' shell numbers
  std::vector<ShellStrength> strengths;
  double q_max = 0;  ///< no events beyond this momentum transfer [MeV]
};

ModelSupport support_of(const CrossSection& cross_section, double q_max);
/// What a file of events says of its own model. \param shape  of its shells, which only its card says
ModelSupport support_of(const RunHeader& header, LineShape shape, double q_max);

/// Why events of one model cannot stand for another, with the numbers of both and what helps; empty if they
/// can: if the wanted model has cross section only where the drawn one has.
///
/// A shell without width has events at one missing energy alone, and E_m = omega - T is part of an event:
/// with another removal energy all weights would be zero.
std::string missing_support(const ModelSupport& drawn, const ModelSupport& wanted);

/// The weight of the wanted model for events of the drawn one. \param model  see WeightVariation
WeightVariation make_weight(const std::string& name, const ModelSupport& drawn,
                            std::shared_ptr<const CrossSection> wanted, const std::string& model);

/// d5sigma of the wanted model over that of the events: ratio of absolute cross sections, times
/// rho_wanted(E_m) / rho_drawn(E_m) of a broad shell. 0 where the events' own cross section vanishes.
std::vector<double> cross_section_ratios(const std::vector<ShellStrength>& drawn, const CrossSection& wanted,
                                         const std::vector<Event>& events, Threads threads);

}  // namespace nereus
