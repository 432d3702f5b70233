#pragma once
// Freshly drawn events, reduced to what the statistics of weights need.

#include <cstdint>
#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "generator/flux.hpp"
#include "generator/proposal_source.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"

namespace nereus {

/// Weights w = d4sigma / (sigma_shell q) and where they belong. All vectors have one entry per event.
struct WeightSample {
  std::vector<double> weight;
  std::vector<double> e_nu;          ///< [MeV]
  std::vector<std::size_t> shell;    ///< index
  std::vector<double> t_nucleon;     ///< kinetic energy of the outgoing nucleon [MeV]
  std::vector<double> share;         ///< of the event in the mixture of shells, mean 1
  std::vector<double> contribution;  ///< mean(contribution x w) estimates sigma_quadrature [fm^2]
  double sigma_quadrature = 0;       ///< flux-averaged cross section by quadrature [fm^2]
  /// Room for so many events: 48 bytes each, and no more while they come.
  void reserve(std::size_t events);
};

/// How E_nu is distributed among the events of a sample.
enum class EnergyDensity {
  flux,             ///< as the flux itself, all shells equally often: PAPER.md's RESS at flat E_nu
  flux_times_sigma  ///< as in generated events
};

/// \param flux     inside the range of `total`
/// \param seed     events are numbered from 0 in their own random streams
/// \throws as generate_events
WeightSample draw_weights(const CrossSection& cross_section, const TotalCrossSection& total,
                          const ProposalSource& proposals, const Flux& flux, EnergyDensity density,
                          std::int64_t events, std::uint64_t seed, Threads threads);

}  // namespace nereus
