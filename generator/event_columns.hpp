#pragma once
// The columns of a file of events: one list for writing and reading.

#include <array>
#include <string>

#include "base/sealed_file.hpp"
#include "generator/recorded_event.hpp"
#include "generator/run_header.hpp"

namespace nereus {

constexpr const char* event_group = "/events/";

/// A column of numbers. Those that repeat themselves are compressed; the others would shrink by an eighth
/// (four-momenta by a third) and cost as much time as the event.
struct NumberColumn {
  const char* name;
  const char* units;
  double RecordedEvent::*value;
  bool from_truth;  ///< comes from the cross section: absent where it is not evaluated
  Compression compression = Compression::none;
};

/// A column of integers, without units.
struct IntegerColumn {
  const char* name;
  std::int64_t RecordedEvent::*value;
};

/// A column of E, px, py, pz [MeV].
struct VectorColumn {
  const char* name;
  FourVector LabMomenta::*value;
  Compression compression = Compression::none;
};

constexpr std::array<NumberColumn, 11> number_columns{{
    {"e_nu_mev", "MeV", &RecordedEvent::e_nu, false},
    {"missing_energy_mev", "MeV", &RecordedEvent::missing_energy, false, Compression::deflate},
    {"omega_mev", "MeV", &RecordedEvent::omega, false},
    {"cos_theta_mu", "1", &RecordedEvent::cos_theta_lepton, false},
    {"theta_n", "rad", &RecordedEvent::theta_n, false},
    {"phi_n", "rad", &RecordedEvent::phi_n, false},
    {"lepton_azimuth", "rad", &RecordedEvent::lepton_azimuth, false},
    {"log_q", "ln(MeV^-1 sr^-1)", &RecordedEvent::log_q, false},
    {"d4sigma_1e-42cm2_per_mev_sr", "1e-42 cm^2 MeV^-1 sr^-1", &RecordedEvent::d4sigma, true},
    {"sigma_shell_1e-38cm2", "1e-38 cm^2", &RecordedEvent::sigma_shell, false},
    {"sigma_total_1e-38cm2", "1e-38 cm^2", &RecordedEvent::sigma_total, false},
}};

constexpr std::array<IntegerColumn, 3> integer_columns{{
    {"shell", &RecordedEvent::shell},
    {"proposal", &RecordedEvent::proposal},
    {"trials", &RecordedEvent::trials},
}};

/// The target is at rest: it needs no column.
constexpr std::array<VectorColumn, 4> vector_columns{{
    {"neutrino_p4_mev", &LabMomenta::neutrino, Compression::deflate},
    {"lepton_p4_mev", &LabMomenta::lepton},
    {"nucleon_p4_mev", &LabMomenta::nucleon},
    {"residual_p4_mev", &LabMomenta::residual},
}};

/// "weight" for "CV", "weight_<name>" for the others.
inline std::string weight_column(const std::string& name) {
  return name == "CV" ? "weight" : "weight_" + name;
}

}  // namespace nereus
