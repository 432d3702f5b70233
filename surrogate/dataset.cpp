#include "surrogate/dataset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/block_store.hpp"
#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/random_stream.hpp"
#include "surrogate/dataset_file.hpp"

namespace nereus {
namespace {

/// Draws row `row` of a shell at its removal energy: E_nu uniform, then a mixture of flat in the coordinates
/// and flat in physics.
class PointSource {
 public:
  PointSource(const PhaseSpaceModel& phase_space, std::size_t shell, const DatasetOptions& options)
      : coordinates_(phase_space, shell), phase_space_(phase_space), options_(options), shell_(shell) {}

  PhasePoint draw(std::int64_t row) const {
    const auto index = (static_cast<std::uint64_t>(shell_) << 40) + static_cast<std::uint64_t>(row);
    RandomStream stream(static_cast<std::uint64_t>(options_.seed), StreamPurpose::dataset, index);
    CubePoint cube;
    cube.e_nu = phase_space_.e_nu_min + (phase_space_.e_nu_max - phase_space_.e_nu_min) * stream.uniform();
    const bool flat = stream.uniform() < options_.flat_fraction;
    for (double& u : cube.u) u = stream.uniform();
    cube.missing_energy = coordinates_.removal_energy();
    if (!flat) return coordinates_.physics_point(cube);
    PhasePoint point;
    point.e_nu = cube.e_nu;
    point.missing_energy = cube.missing_energy;
    point.omega =
        coordinates_.removal_energy() + coordinates_.t_max(coordinates_.centre(cube.e_nu)) * cube.u[0];
    point.cos_theta_lepton = 2 * cube.u[1] - 1;
    point.cos_theta_n = 2 * cube.u[2] - 1;
    return point;
  }

  /// ln of the density of draw() in (omega, cos theta_l, cos theta_n) at given E_nu [MeV^-1].
  double log_density(const PhasePoint& point) const {
    const double flat = options_.flat_fraction / (4 * coordinates_.t_max(coordinates_.energies_of(point)));
    return std::log((1 - options_.flat_fraction) * std::exp(-coordinates_.cube_point(point).log_jacobian) +
                    flat);
  }

  bool contains(const PhasePoint& point) const { return coordinates_.contains(point); }

 private:
  ShellCoordinates coordinates_;
  const PhaseSpaceModel& phase_space_;
  const DatasetOptions& options_;
  std::size_t shell_;
};

void check_total(const CrossSection& cross_section, const TotalCrossSection& total,
                 const DatasetOptions& options) {
  if (total.fingerprint() != cross_section.fingerprint()) {
    throw ModelMismatch(
        fmt::format("total cross section of another model (its fingerprint is {}, the cross section's {}); "
                    "compute it again",
                    total.fingerprint(), cross_section.fingerprint()));
  }
  if (options.e_nu_min_mev < total.e_nu_min() || options.e_nu_max_mev > total.e_nu_max()) {
    throw InputError(
        fmt::format("dataset from {} to {} MeV needs total cross sections that exist from {} to {} MeV only; "
                    "compute them for the whole range",
                    options.e_nu_min_mev, options.e_nu_max_mev, total.e_nu_min(), total.e_nu_max()));
  }
}

/// Column names of a block, in the order of the rows' numbers.
constexpr const char* columns[] = {
    "e_nu", "omega", "cos_theta_lepton", "cos_theta_n", "log_proposal", "s0", "s1c", "s2c", "s1s", "s2s"};

BlockColumns make_rows(const CrossSection& cross_section, const TotalCrossSection& total, std::size_t shell,
                       const PointSource& source, std::int64_t begin, std::int64_t end, Threads threads) {
  std::vector<PhasePoint> points;
  for (std::int64_t row = begin; row < end; ++row) {
    const PhasePoint point = source.draw(row);
    if (source.contains(point))
      points.push_back(point);  // a flat point may round onto the boundary
    else
      points.push_back(source.draw(row + (std::int64_t{1} << 39)));
  }
  const std::vector<AzimuthalTerms> terms =
      cross_section.azimuthal_terms(std::vector<std::size_t>(points.size(), shell), points, threads);
  BlockColumns block;
  for (const char* name : columns) block[name].reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double sigma = total.sigma(shell, points[i].e_nu);
    const AzimuthalTerms& t = terms[i];
    const double values[] = {points[i].e_nu,
                             points[i].omega,
                             points[i].cos_theta_lepton,
                             points[i].cos_theta_n,
                             source.log_density(points[i]),
                             t.s0 / sigma,
                             t.s1c / sigma,
                             t.s2c / sigma,
                             t.s1s / sigma,
                             t.s2s / sigma};
    for (std::size_t column = 0; column < std::size(columns); ++column) {
      block[columns[column]].push_back(values[column]);
    }
  }
  return block;
}

void append(const BlockColumns& block, ShellDataset& shell) {
  const auto column = [&block](const char* name) -> const std::vector<double>& { return block.at(name); };
  const auto extend = [](std::vector<double>& target, const std::vector<double>& source) {
    target.insert(target.end(), source.begin(), source.end());
  };
  extend(shell.e_nu, column("e_nu"));
  extend(shell.omega, column("omega"));
  extend(shell.cos_theta_lepton, column("cos_theta_lepton"));
  extend(shell.cos_theta_n, column("cos_theta_n"));
  extend(shell.log_proposal, column("log_proposal"));
  for (std::size_t i = 0; i < column("s0").size(); ++i) {
    shell.density.push_back(
        {column("s0")[i], column("s1c")[i], column("s2c")[i], column("s1s")[i], column("s2s")[i]});
  }
}

}  // namespace

void DatasetOptions::visit(FieldVisitor& visitor) {
  visitor.field("points_per_shell", points_per_shell, "training points of each shell", {1, 1e9});
  visitor.field("held_out_per_shell", held_out_per_shell, "points that are never trained on, for RESS",
                {1, 1e9});
  visitor.field("e_nu_min_mev", e_nu_min_mev, "smallest neutrino energy", {1, 1e5});
  visitor.field("e_nu_max_mev", e_nu_max_mev, "largest neutrino energy", {1, 1e5});
  visitor.field("flat_fraction", flat_fraction, "share of points flat in omega and both cosines", {0, 1});
  visitor.field("block_points", block_points, "points between two saves", {1, 1e7});
  visitor.field("seed", seed, "of the points", {0, 9.2e18});
}

std::string dataset_fingerprint(const CrossSection& cross_section, const DatasetOptions& options,
                                const CoordinateOptions& coordinates) {
  return sha256("dataset 2\n" + cross_section.fingerprint() + "\n" + cross_section.evaluator() + "\n" +
                canonical_text(options) +
                canonical_text(coordinates));
}

void make_dataset(const CrossSection& cross_section, const TotalCrossSection& total,
                  const DatasetOptions& options, const std::string& path, Threads threads,
                  const CoordinateOptions& coordinates) {
  check_total(cross_section, total, options);
  Dataset dataset;
  dataset.phase_space =
      make_phase_space(cross_section, options.e_nu_min_mev, options.e_nu_max_mev, coordinates);
  dataset.options = options;
  dataset.model_fingerprint = cross_section.fingerprint();
  dataset.evaluator = cross_section.evaluator();
  dataset.certificate = cross_section.certificate();
  dataset.fingerprint = dataset_fingerprint(cross_section, options, coordinates);

  const std::size_t shells = dataset.phase_space.shells.size();
  dataset.shells.resize(shells);
  std::vector<PointSource> sources;
  for (std::size_t shell = 0; shell < shells; ++shell)
    sources.emplace_back(dataset.phase_space, shell, dataset.options);

  const std::int64_t rows = options.points_per_shell + options.held_out_per_shell;
  const std::int64_t blocks_per_shell = (rows + options.block_points - 1) / options.block_points;
  const BlockJob job{path + ".blocks", dataset.fingerprint,
                     blocks_per_shell * static_cast<std::int64_t>(shells), "training data"};
  run_blocks(
      job,
      [&](std::int64_t block) {
        const auto shell = static_cast<std::size_t>(block / blocks_per_shell);
        const std::int64_t begin = (block % blocks_per_shell) * options.block_points;
        const std::int64_t end = std::min(rows, begin + options.block_points);
        return make_rows(cross_section, total, shell, sources[shell], begin, end, threads);
      },
      [&](std::int64_t block, const BlockColumns& values) {
        append(values, dataset.shells[static_cast<std::size_t>(block / blocks_per_shell)]);
      });
  write_dataset(path, dataset);
  discard_blocks(job);
}

}  // namespace nereus
