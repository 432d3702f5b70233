#pragma once
// Events in NuHepMC 1.0 ASCII.

#include <memory>
#include <vector>

#include "base/output_stream.hpp"
#include "generator/recorded_event.hpp"
#include "generator/run_header.hpp"

namespace nereus {

/// Neutrino (status 4) + nucleus (20) -> lepton + nucleon + residual nucleus (1), lengths in cm, energies in
/// MeV. Events are numbered from 0. dsigma = histogram(CV) x FATX / sum(CV), and of the model behind another
/// weight histogram(weight) x FATX / sum(CV): weights are absolute, FATX stays that of "CV".
class NuHepmcWriter {
 public:
  /// \param out  a file that appears when it is closed, or standard output
  NuHepmcWriter(std::unique_ptr<OutputStream> out, const RunHeader& header);
  ~NuHepmcWriter();
  NuHepmcWriter(const NuHepmcWriter&) = delete;
  NuHepmcWriter& operator=(const NuHepmcWriter&) = delete;

  /// \throws FileError (full disk, closed pipe)
  void write(const std::vector<RecordedEvent>& events);
  /// Ends the listing and closes the stream. \throws FileError
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
