#pragma once
// From the card to a mean field: read, solved, or the published tables' field.

#include "base/constants.hpp"
#include "meanfield/mean_field.hpp"
#include "meanfield/meanfield_options.hpp"

namespace nereus {

/// The mean field the card asks for: from `options.file` if given, the field of the Ghent tables for
/// `force = "ghent2022"`, else solved.
/// \throws InputError if the file holds another nucleus; FileError if it is missing or damaged;
/// ConvergenceError
MeanField make_mean_field(const Nucleus& nucleus, const MeanFieldOptions& options,
                          const PhysicalConstants& constants);

}  // namespace nereus
