#pragma once
// Inclusive tables in the format of GENIE's TabulatedLabFrameHadronTensor.

#include <string>
#include <vector>

#include "base/parallel.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {

/// One table: the responses of a nucleus, all shells, on a grid of omega and q.
struct GenieTable {
  std::string comment;  ///< first line of the file
  Nucleus nucleus;
  std::string type;           ///< "QE_HF_Low", ...
  std::vector<double> omega;  ///< [MeV], increasing
  std::vector<double> q;      ///< [MeV], increasing
  std::vector<Responses> W;   ///< omega outer, q inner; per nucleus [MeV^-1]; w12 is GENIE's ImWxy (negative)

  const Responses& at(std::size_t i_omega, std::size_t i_q) const { return W[i_omega * q.size() + i_q]; }
};

/// Responses on a grid. Nodes without phase space (q <= omega) are zero.
GenieTable tabulate_responses(const InclusiveResponses& responses, const Nucleus& nucleus,
                              const std::string& type, const std::vector<double>& omega,
                              const std::vector<double>& q, Threads threads);

/// Energies of the three files of one nucleus and probe, by name: Low from the lowest threshold to 60 MeV in
/// steps of 0.25, Medium to 150 in steps of 3, High to 1000 in steps of 10. GENIE goes from one to the next
/// at 60 and 150 MeV. \param threshold  lowest removal energy [MeV], below 60 \source the grid of the Ghent
/// tables distributed with GENIE (crpa_susav2)
struct GenieRange {
  std::string name;
  std::vector<double> omega;  ///< [MeV]
};
std::vector<GenieRange> genie_ranges(double threshold);
/// 250 momentum transfers from 8.99 MeV in steps of 7.98 MeV.
std::vector<double> genie_momenta();
/// "HF_1000060120_anu_QE_Low.dat": the name that GENIE's models look for.
std::string genie_file_name(const Nucleus& nucleus, const Probe& probe, const std::string& final_state,
                            const std::string& range);

/// The table in GeV and GeV^-1, as GENIE reads it.
std::string genie_text(const GenieTable& table);
/// \throws FileError if unreadable, InputError (file: what) if it is not such a table
GenieTable read_genie_table(const std::string& path);

}  // namespace nereus
