#pragma once
// Events in NuHepMC 1.0 ASCII.

#include <memory>
#include <string>
#include <vector>

#include "generator/event_file.hpp"

namespace nereus {

/// PREFIX.hepmc3: neutrino (status 4) + nucleus (20) -> lepton + nucleon + residual nucleus (1), lengths in
/// cm, energies in MeV. dsigma = histogram(CV) x FATX / sum(CV).
class NuHepmcWriter {
 public:
  NuHepmcWriter(const std::string& path, const RunHeader& header);
  ~NuHepmcWriter();
  NuHepmcWriter(const NuHepmcWriter&) = delete;
  NuHepmcWriter& operator=(const NuHepmcWriter&) = delete;

  void write(const std::vector<RecordedEvent>& events);
  /// Makes the file appear. \throws FileError
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace nereus
