#pragma once
// Training data: the true cross section at random points.

#include <string>
#include <vector>

#include "base/options.hpp"
#include "base/parallel.hpp"
#include "hadron_tensor/cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/model_family.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus {

/// Card section [dataset].
struct DatasetOptions {
  std::int64_t points_per_shell = 2'000'000;  ///< training points
  std::int64_t held_out_per_shell = 40'000;   ///< points that are never trained on
  double e_nu_min_mev = 200;                  ///< range of neutrino energies
  double e_nu_max_mev = 1000;
  double e_nu_power = 1;               ///< drawn as min + (max - min) u^power, u uniform
  double flat_fraction = 0.25;         ///< share of points flat in (omega, cos, cos)
  std::int64_t block_points = 20'000;  ///< points between two saves
  std::int64_t parameter_draws = 256;  ///< models in the box of a flow that is told parameters
  std::int64_t seed = 1;
  void visit(FieldVisitor& visitor);
};

/// Rows of one shell, columns of equal length: the training points, then the held-out points.
/// The density p = d4sigma / sigma(E_nu) [MeV^-1 sr^-1] is kept as its five azimuthal terms, so one
/// row serves every phi_n. A shell with a width in missing energy is seen at its centre: d4sigma is the one
/// of a delta function there, sigma(E_nu) is that of the whole strength, so p integrates to sigma(E_nu;
/// centre)/sigma(E_nu) and not to one. A factor that depends on E_nu alone does not move the optimum of the
/// training; the RESS reported with it comes out too low where the factor is not one.
struct ShellDataset {
  std::vector<double> e_nu;   ///< [MeV]
  std::vector<double> omega;  ///< [MeV]
  std::vector<double> cos_theta_lepton;
  std::vector<double> cos_theta_n;
  std::vector<double> log_proposal;             ///< ln density of the points in (omega, cos, cos) [MeV^-1]
  std::vector<AzimuthalTerms> density;          ///< terms of p [MeV^-1 sr^-1]
  std::vector<double> missing_energy;           ///< [MeV]; empty: the removal energy of the shell
  std::vector<std::vector<double>> parameters;  ///< [parameter][row] that the flow is told of
  std::size_t size() const { return e_nu.size(); }
  /// phi_n is zero.
  PhasePoint point(std::size_t row) const {
    PhasePoint point{e_nu[row], omega[row], cos_theta_lepton[row], cos_theta_n[row], 0};
    if (!missing_energy.empty()) point.missing_energy = missing_energy[row];
    return point;
  }
};

struct Dataset {
  PhaseSpaceModel phase_space;
  DatasetOptions options;
  std::string model_fingerprint;  ///< of the cross section
  std::string evaluator;          ///< how the cross section was computed
  std::string certificate;        ///< of its tables; empty for the direct evaluator
  std::string conditions;         ///< what its models differ in, canonical text of the card's keys
  std::string fingerprint;        ///< SHA-256 of model, evaluator, options, coordinates: same text, same rows
  std::vector<ShellDataset> shells;
  std::size_t training_rows() const { return static_cast<std::size_t>(options.points_per_shell); }
};

/// Fingerprint of the dataset that make_dataset would write.
/// \param model_fingerprint, evaluator of the cross section (of the centre of a box)
std::string dataset_fingerprint(const std::string& model_fingerprint, const std::string& evaluator,
                                const DatasetOptions& options, const CoordinateOptions& coordinates = {},
                                const ConditionOptions& conditions = {});

/// Evaluates the cross section at random points and writes a sealed file. Kill it at any time and
/// rerun: finished blocks (in `path`.blocks) are used again, the result is the same.
/// \throws ModelMismatch if the total cross section belongs to another model; InputError if it does
///         not cover the energy range; FileError
void make_dataset(const CrossSection& cross_section, const TotalCrossSection& total,
                  const DatasetOptions& options, const std::string& path, Threads threads,
                  const CoordinateOptions& coordinates = {});

/// The same over a box of models: every row has parameters of its own, one of `parameter_draws` sets.
void make_dataset(const ModelFamily& family, const DatasetOptions& options, const std::string& path,
                  Threads threads, const CoordinateOptions& coordinates, const ConditionOptions& conditions);

/// \throws FileError if missing, damaged or not a dataset
Dataset read_dataset(const std::string& path);

}  // namespace nereus
