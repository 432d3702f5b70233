#pragma once
// The file that the page of `nereus validate --out DIR` is drawn from.

#include <optional>
#include <string>
#include <vector>

#include "generator/provenance.hpp"
#include "surrogate/training_time.hpp"
#include "validation/surrogate_measurements.hpp"

namespace nereus {

/// A surrogate's measurements with what is said of it.
struct MeasuredSurrogate {
  std::string file;  ///< as it was given
  std::int64_t file_bytes = 0;
  std::string flow;             ///< "nereus", "published S"
  std::int64_t parameters = 0;  ///< of all its networks
  std::string fingerprint;
  std::string environment;                      ///< of its training
  std::string training_options;                 ///< canonical text
  std::optional<TrainingTimes> training_times;  ///< if the record of its training lies beside it
  SurrogateMeasurements measured;
};

/// What the whole page goes back to.
struct MeasurementRun {
  Provenance provenance;  ///< of the first surrogate
  std::string command;    ///< that measured, for the reader to repeat
  bool quick = false;     ///< the samples are smaller than the definitions ask for
  std::string machine;    ///< that the times were measured on
};

/// \throws FileError if the file is gone
MeasuredSurrogate describe(const std::string& file, const Surrogate& surrogate,
                           SurrogateMeasurements measured);

/// HDF5: one group /surrogates/<i> each, the card and the fingerprints as attributes. \throws FileError
void write_measurements(const std::string& path, const std::vector<MeasuredSurrogate>& surrogates,
                        const MeasurementRun& run);

}  // namespace nereus
