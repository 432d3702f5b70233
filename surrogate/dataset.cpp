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

AzimuthalTerms scaled(const AzimuthalTerms& terms, double factor) {
  AzimuthalTerms result;
  result.add(terms, factor);
  return result;
}

/// Draws row `row` of a shell: E_nu uniform, E_m at the removal energy or uniform in its range, then a
/// mixture of flat in the coordinates and flat in physics.
class PointSource {
 public:
  PointSource(const PhaseSpaceModel& phase_space, std::size_t shell, const DatasetOptions& options)
      : coordinates_(phase_space, shell), phase_space_(phase_space), options_(options), shell_(shell) {
    if (!phase_space.missing_energies.empty()) missing_energy_ = phase_space.missing_energies[shell];
  }

  PhasePoint draw(std::int64_t row) const {
    const auto index = (static_cast<std::uint64_t>(shell_) << 40) + static_cast<std::uint64_t>(row);
    RandomStream stream(static_cast<std::uint64_t>(options_.seed), StreamPurpose::dataset, index);
    CubePoint cube;
    cube.e_nu = phase_space_.e_nu_min + (phase_space_.e_nu_max - phase_space_.e_nu_min) *
                                            std::pow(stream.uniform(), options_.e_nu_power);
    const bool flat = stream.uniform() < options_.flat_fraction;
    for (double& u : cube.u) u = stream.uniform();
    cube.missing_energy = coordinates_.removal_energy();
    if (!missing_energy_.is_none()) {
      cube.missing_energy =
          missing_energy_.low + (missing_energy_.high - missing_energy_.low) * stream.uniform();
    }
    if (!flat) return coordinates_.physics_point(cube);
    PhasePoint point;
    point.e_nu = cube.e_nu;
    point.missing_energy = cube.missing_energy;
    point.omega = *cube.missing_energy + coordinates_.t_max(coordinates_.energies_of(point)) * cube.u[0];
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

  /// Parameters of set `number`: the same sets for every shell.
  std::vector<double> parameters(std::size_t number) const {
    RandomStream stream(static_cast<std::uint64_t>(options_.seed), StreamPurpose::dataset,
                        (std::uint64_t{1} << 62) + number);
    std::vector<double> values;
    for (const Condition& parameter : phase_space_.parameters) {
      values.push_back(parameter.low + (parameter.high - parameter.low) * stream.uniform());
    }
    return values;
  }
  /// How many sets there are; rows take them in turn.
  std::size_t parameter_sets() const {
    return phase_space_.parameters.empty() ? 1 : static_cast<std::size_t>(options_.parameter_draws);
  }

 private:
  ShellCoordinates coordinates_;
  const PhaseSpaceModel& phase_space_;
  const DatasetOptions& options_;
  std::size_t shell_;
  MissingEnergyRange missing_energy_;
};

/// One model alone.
class SingleModel : public ModelFamily {
 public:
  SingleModel(const CrossSection& cross_section, const TotalCrossSection& total)
      : cross_section_(cross_section), total_(total) {}
  const CrossSection& centre() const override { return cross_section_; }
  std::vector<AzimuthalTerms> density(std::size_t shell, const std::vector<double>&,
                                      const std::vector<PhasePoint>& points, Threads threads) const override {
    std::vector<AzimuthalTerms> terms =
        cross_section_.azimuthal_terms(std::vector<std::size_t>(points.size(), shell), points, threads);
    for (std::size_t i = 0; i < points.size(); ++i) {
      terms[i] = scaled(terms[i], 1 / total_.sigma(shell, points[i].e_nu));
    }
    return terms;
  }

 private:
  const CrossSection& cross_section_;
  const TotalCrossSection& total_;
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
    "e_nu", "omega", "cos_theta_lepton", "cos_theta_n", "log_proposal", "s0", "s1c", "s2c", "s1s",
    "s2s",  "e_m"};

/// p of rows [begin, end), each in the model of its parameter set.
std::vector<AzimuthalTerms> densities(const ModelFamily& family, std::size_t shell, const PointSource& source,
                                      std::int64_t begin, const std::vector<PhasePoint>& points,
                                      Threads threads) {
  const std::size_t sets = source.parameter_sets(), first = static_cast<std::size_t>(begin) % sets;
  if (sets == 1) return family.density(shell, source.parameters(0), points, threads);
  std::vector<AzimuthalTerms> density(points.size());
  parallel_for(std::min(sets, points.size()), threads, [&](std::size_t start) {
    std::vector<PhasePoint> part;
    for (std::size_t i = start; i < points.size(); i += sets) part.push_back(points[i]);
    const std::vector<double> parameters = source.parameters((first + start) % sets);
    const std::vector<AzimuthalTerms> terms = family.density(shell, parameters, part, Threads{1});
    for (std::size_t i = 0; i < part.size(); ++i) density[start + i * sets] = terms[i];
  });
  return density;
}

BlockColumns make_rows(const ModelFamily& family, std::size_t shell, const PointSource& source,
                       std::int64_t begin, std::int64_t end, Threads threads) {
  std::vector<PhasePoint> points;
  for (std::int64_t row = begin; row < end; ++row) {
    const PhasePoint point = source.draw(row);
    if (source.contains(point))
      points.push_back(point);  // a flat point may round onto the boundary
    else
      points.push_back(source.draw(row + (std::int64_t{1} << 39)));
  }
  const std::vector<AzimuthalTerms> density = densities(family, shell, source, begin, points, threads);
  BlockColumns block;
  for (const char* name : columns) block[name].reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    const AzimuthalTerms& p = density[i];
    const double values[] = {points[i].e_nu,
                             points[i].omega,
                             points[i].cos_theta_lepton,
                             points[i].cos_theta_n,
                             source.log_density(points[i]),
                             p.s0,
                             p.s1c,
                             p.s2c,
                             p.s1s,
                             p.s2s,
                             *points[i].missing_energy};
    for (std::size_t column = 0; column < std::size(columns); ++column) {
      block[columns[column]].push_back(values[column]);
    }
  }
  return block;
}

void append(const BlockColumns& block, bool with_missing_energy, ShellDataset& shell) {
  const auto column = [&block](const char* name) -> const std::vector<double>& { return block.at(name); };
  const auto extend = [](std::vector<double>& target, const std::vector<double>& source) {
    target.insert(target.end(), source.begin(), source.end());
  };
  extend(shell.e_nu, column("e_nu"));
  extend(shell.omega, column("omega"));
  extend(shell.cos_theta_lepton, column("cos_theta_lepton"));
  extend(shell.cos_theta_n, column("cos_theta_n"));
  extend(shell.log_proposal, column("log_proposal"));
  if (with_missing_energy) extend(shell.missing_energy, column("e_m"));
  for (std::size_t i = 0; i < column("s0").size(); ++i) {
    shell.density.push_back(
        {column("s0")[i], column("s1c")[i], column("s2c")[i], column("s1s")[i], column("s2s")[i]});
  }
}

/// The columns of parameters, known from the rows' numbers.
void add_parameters(const PointSource& source, Dataset& dataset, std::size_t shell) {
  const std::size_t count = dataset.phase_space.parameters.size();
  if (count == 0) return;
  std::vector<std::vector<double>> sets;
  for (std::size_t set = 0; set < source.parameter_sets(); ++set) sets.push_back(source.parameters(set));
  ShellDataset& rows = dataset.shells[shell];
  rows.parameters.assign(count, std::vector<double>(rows.size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t k = 0; k < count; ++k) rows.parameters[k][i] = sets[i % sets.size()][k];
  }
}

}  // namespace

void DatasetOptions::visit(FieldVisitor& visitor) {
  visitor.field("points_per_shell", points_per_shell, "training points of each shell", {1, 1e9});
  visitor.field("held_out_per_shell", held_out_per_shell, "points that are never trained on, for RESS",
                {1, 1e9});
  visitor.field("e_nu_min_mev", e_nu_min_mev, "smallest neutrino energy", {1, 1e5});
  visitor.field("e_nu_max_mev", e_nu_max_mev, "largest neutrino energy", {1, 1e5});
  visitor.field("e_nu_power", e_nu_power,
                "energies are drawn as min + (max - min) u^power: 1 is uniform, 2 has more at low energies",
                {1, 4});
  visitor.field("flat_fraction", flat_fraction, "share of points flat in omega and both cosines", {0, 1});
  visitor.field("block_points", block_points, "points between two saves", {1, 1e7});
  visitor.field("parameter_draws", parameter_draws,
                "models that the rows are made with if the flow is told parameters (flow.vary_...)",
                {1, 1e6});
  visitor.field("seed", seed, "of the points", {0, 9.2e18});
}

std::string dataset_fingerprint(const std::string& model_fingerprint, const std::string& evaluator,
                                const DatasetOptions& options, const CoordinateOptions& coordinates,
                                const ConditionOptions& conditions) {
  return sha256("dataset 3\n" + model_fingerprint + "\n" + evaluator + "\n" + canonical_text(options) +
                canonical_text(coordinates) + canonical_text(conditions));
}

void make_dataset(const CrossSection& cross_section, const TotalCrossSection& total,
                  const DatasetOptions& options, const std::string& path, Threads threads,
                  const CoordinateOptions& coordinates) {
  check_total(cross_section, total, options);
  make_dataset(SingleModel(cross_section, total), options, path, threads, coordinates, {});
}

void make_dataset(const ModelFamily& family, const DatasetOptions& options, const std::string& path,
                  Threads threads, const CoordinateOptions& coordinates, const ConditionOptions& conditions) {
  const CrossSection& centre = family.centre();
  Dataset dataset;
  dataset.phase_space =
      make_phase_space(centre, options.e_nu_min_mev, options.e_nu_max_mev, coordinates, conditions);
  dataset.options = options;
  dataset.model_fingerprint = centre.fingerprint();
  dataset.evaluator = centre.evaluator();
  dataset.certificate = centre.certificate();
  dataset.conditions = canonical_text(conditions);
  dataset.fingerprint =
      dataset_fingerprint(centre.fingerprint(), centre.evaluator(), options, coordinates, conditions);

  const std::size_t shells = dataset.phase_space.shells.size();
  dataset.shells.resize(shells);
  std::vector<PointSource> sources;
  for (std::size_t shell = 0; shell < shells; ++shell)
    sources.emplace_back(dataset.phase_space, shell, dataset.options);

  const std::int64_t rows = options.points_per_shell + options.held_out_per_shell;
  const std::int64_t blocks_per_shell = (rows + options.block_points - 1) / options.block_points;
  const BlockJob job{path + ".blocks", dataset.fingerprint,
                     blocks_per_shell * static_cast<std::int64_t>(shells), "training data"};
  const bool with_missing_energy = !dataset.phase_space.missing_energies.empty();
  run_blocks(
      job,
      [&](std::int64_t block) {
        const auto shell = static_cast<std::size_t>(block / blocks_per_shell);
        const std::int64_t begin = (block % blocks_per_shell) * options.block_points;
        const std::int64_t end = std::min(rows, begin + options.block_points);
        return make_rows(family, shell, sources[shell], begin, end, threads);
      },
      [&](std::int64_t block, const BlockColumns& values) {
        append(values, with_missing_energy,
               dataset.shells[static_cast<std::size_t>(block / blocks_per_shell)]);
      });
  for (std::size_t shell = 0; shell < shells; ++shell) add_parameters(sources[shell], dataset, shell);
  write_dataset(path, dataset);
  discard_blocks(job);
}

}  // namespace nereus
