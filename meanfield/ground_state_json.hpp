#pragma once
// A ground state as JSON, for people and other programs.

#include <string>

#include "meanfield/hartree_fock.hpp"

namespace nereus {

/// JSON with `nucleus`, `origin`, `energy_mev` (parts and `total`), `rms_n_fm`, `rms_p_fm`,
/// `levels` {n, p: [{label, n, l, two_j, occupation, energy_mev}]}, `checks` (residuals, iterations)
/// and `fingerprint`.
std::string ground_state_json(const GroundState& state);

}  // namespace nereus
