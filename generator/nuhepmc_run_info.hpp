#pragma once
// The run header of a NuHepMC 1.0 file.

#include <HepMC3/GenRunInfo.h>

#include <memory>

#include "generator/run_header.hpp"

namespace nereus {

/// 1e-38 cm^2 in picobarn, for the cross sections of NuHepMC output.
constexpr double sigma_unit_in_picobarn = 1e-2;

/// Process number of charged-current quasi-elastic scattering (200 ... 249 in convention E.C.1).
constexpr int nuhepmc_process = 200;

/// All run-level requirements of NuHepMC 1.0 and conventions G.C.2 (flux-averaged cross section), G.C.3
/// (citations), G.C.4 (beam), E.C.1, E.C.2 and E.C.4; card, seed and fingerprints as own attributes.
/// \source Gardiner, Isaacson, Pickering, arXiv:2310.13211
std::shared_ptr<HepMC3::GenRunInfo> nuhepmc_run_info(const RunHeader& header);

}  // namespace nereus
