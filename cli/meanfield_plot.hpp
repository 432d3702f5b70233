#pragma once
// The picture of a mean field.

#include <string>

#include "meanfield/mean_field.hpp"

namespace nereus {

/// Densities, potentials, effective masses, spin-orbit fields and levels as one picture.
/// \param image  file to write: .png, .pdf or .svg
/// \throws FileError as run_plot_script
void plot_mean_field(const MeanField& field, const std::string& image);

}  // namespace nereus
