#include <cmath>
#include <stdexcept>

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "generator/flux.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/fuzz/scratch_file.hpp"

namespace nereus::fuzz {

void read_flux_file(const std::string& bytes) {
  static const ScratchFile file("flux.csv");
  write_text_file(file.path(), bytes);
  CutFlux cut;
  try {
    cut = cut_flux(read_flux(file.path()), 200, 1000);
  } catch (const Error&) {
    return;
  }
  if (!(cut.flux.integral() > 0) || !std::isfinite(cut.flux.integral()) ||
      !std::isfinite(cut.kept_fraction)) {
    throw std::logic_error("a flux without neutrinos was accepted");
  }
}

}  // namespace nereus::fuzz
