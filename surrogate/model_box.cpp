#include "surrogate/model_box.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <utility>

#include "hadron_tensor/response_table.hpp"
#include "hadron_tensor/table/table_store.hpp"
#include "hadron_tensor/table/tabulated_cross_section.hpp"
#include "hadron_tensor/total_cross_section.hpp"
#include "surrogate/phase_space.hpp"

namespace nereus {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr std::size_t parameter_nodes = 6, missing_energy_nodes = 10;
constexpr double energy_step = 10;  ///< between the energies of sigma [MeV]
constexpr double quadrature_tolerance = 1e-5;

/// Chebyshev nodes of an interval, one of them if it has no length.
struct Nodes {
  std::vector<double> at;

  Nodes(double low, double high, std::size_t count) {
    if (!(high > low)) count = 1;
    for (std::size_t i = 0; i < count; ++i) {
      const double x = std::cos(pi * (static_cast<double>(i) + 0.5) / static_cast<double>(count));
      at.push_back(0.5 * (low + high + (high - low) * x));
    }
  }
  /// Of the Lagrange polynomial through the nodes.
  std::vector<double> weights(double x) const {
    std::vector<double> result(at.size(), 1);
    for (std::size_t i = 0; i < at.size(); ++i) {
      for (std::size_t j = 0; j < at.size(); ++j) {
        if (j != i) result[i] *= (x - at[j]) / (at[i] - at[j]);
      }
    }
    return result;
  }
};

class ModelBox : public ModelFamily {
 public:
  ModelBox(const TableModel& model, const EvaluatorOptions& evaluator, const ConditionOptions& conditions,
           double e_nu_min, double e_nu_max, Threads threads)
      : model_(model), parameters_(parameter_conditions(conditions)) {
    const ModelOptions central = centre_of_box(model.model, conditions);
    if (evaluator.kind != "direct") {
      tables_ = open_tables({model.field, model.probe, central, model.constants}, evaluator, threads);
    }
    centre_ = make(central);
    const PhaseSpaceModel phase_space = make_phase_space(*centre_, e_nu_min, e_nu_max, {}, conditions);
    for (const Condition& parameter : parameters_) {
      axes_.emplace_back(parameter.low, parameter.high, parameter_nodes);
    }
    for (std::size_t shell = 0; shell < centre_->shells().size(); ++shell) {
      MissingEnergyRange range;
      if (!phase_space.missing_energies.empty()) range = phase_space.missing_energies[shell];
      if (range.is_none()) range = {centre_->removal_energy(shell), centre_->removal_energy(shell)};
      missing_energies_.emplace_back(range.low, range.high, missing_energy_nodes);
    }
    compute_sigma(e_nu_min, e_nu_max, threads);
  }

  const CrossSection& centre() const override { return *centre_; }

  std::vector<AzimuthalTerms> density(std::size_t shell, const std::vector<double>& parameters,
                                      const std::vector<PhasePoint>& points, Threads threads) const override {
    const std::vector<AzimuthalTerms> terms =
        member(parameters).azimuthal_terms(std::vector<std::size_t>(points.size(), shell), points, threads);
    const std::vector<double> weights = parameter_weights(parameters);
    std::vector<AzimuthalTerms> result(points.size());
    parallel_for(points.size(), threads, [&](std::size_t i) {
      result[i].add(terms[i], 1 / sigma(shell, weights, *points[i].missing_energy, points[i].e_nu));
    });
    return result;
  }

 private:
  std::unique_ptr<CrossSection> make(const ModelOptions& options) const {
    if (tables_.empty())
      return make_direct_cross_section(model_.field, model_.probe, options, model_.constants);
    return make_tabulated_cross_section(model_.field, model_.probe, options, model_.constants, tables_);
  }

  /// Members are made once.
  const CrossSection& member(const std::vector<double>& parameters) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::unique_ptr<CrossSection>& made = members_[parameters];
    if (!made) made = make(with_parameters(model_.model, parameters_, parameters));
    return *made;
  }

  /// Values of the parameters at node `index` of the tensor grid.
  std::vector<double> node_values(std::size_t index) const {
    std::vector<double> values;
    for (const Nodes& axis : axes_) {
      values.push_back(axis.at[index % axis.at.size()]);
      index /= axis.at.size();
    }
    return values;
  }
  std::size_t node_count() const {
    std::size_t count = 1;
    for (const Nodes& axis : axes_) count *= axis.at.size();
    return count;
  }
  std::vector<double> parameter_weights(const std::vector<double>& parameters) const {
    std::vector<double> weights(node_count(), 1);
    std::size_t stride = 1;
    for (std::size_t k = 0; k < axes_.size(); ++k) {
      const std::vector<double> axis = axes_[k].weights(parameters[k]);
      for (std::size_t i = 0; i < weights.size(); ++i) weights[i] *= axis[i / stride % axis.size()];
      stride *= axis.size();
    }
    return weights;
  }

  void compute_sigma(double e_nu_min, double e_nu_max, Threads threads) {
    std::vector<double> energies;
    const auto count = std::max(16, static_cast<int>(std::ceil((e_nu_max - e_nu_min) / energy_step)) + 1);
    for (int i = 0; i < count; ++i) energies.push_back(e_nu_min + (e_nu_max - e_nu_min) * i / (count - 1));
    sigma_.resize(missing_energies_.size());
    for (std::size_t node = 0; node < node_count(); ++node) {
      const InclusiveResponses responses(model_.field, model_.probe,
                                         with_parameters(model_.model, parameters_, node_values(node)),
                                         model_.constants);
      for (std::size_t shell = 0; shell < missing_energies_.size(); ++shell) {
        const std::vector<double>& nodes = missing_energies_[shell].at;
        const ResponseTable table(responses.transition(shell), model_.probe,
                                  *std::min_element(nodes.begin(), nodes.end()), e_nu_max,
                                  quadrature_tolerance, threads);
        std::vector<std::vector<double>> values(nodes.size(), std::vector<double>(energies.size()));
        const double factor = responses.strength(shell).factor();
        parallel_for(energies.size(), threads, [&](std::size_t i) {
          for (std::size_t j = 0; j < nodes.size(); ++j) {
            values[j][i] = factor * table.total_cross_section(energies[i], nodes[j],
                                                              std::numeric_limits<double>::infinity());
          }
        });
        sigma_[shell].push_back(TotalCrossSection::from_values(energies, values, centre_->fingerprint()));
      }
    }
  }

  double sigma(std::size_t shell, const std::vector<double>& parameter_weights, double missing_energy,
               double e_nu) const {
    const std::vector<double> energy_weights = missing_energies_[shell].weights(missing_energy);
    double sum = 0;
    for (std::size_t node = 0; node < parameter_weights.size(); ++node) {
      for (std::size_t j = 0; j < energy_weights.size(); ++j) {
        sum += parameter_weights[node] * energy_weights[j] * sigma_[shell][node].sigma(j, e_nu);
      }
    }
    return sum;
  }

  TableModel model_;
  std::vector<Condition> parameters_;
  std::vector<std::shared_ptr<const ShellTable>> tables_;
  std::unique_ptr<CrossSection> centre_;
  std::vector<Nodes> axes_;              ///< of the parameters
  std::vector<Nodes> missing_energies_;  ///< of each shell
  std::vector<std::vector<TotalCrossSection>>
      sigma_;  ///< [shell][node of the parameters], "shells" are E_m nodes
  mutable std::map<std::vector<double>, std::unique_ptr<CrossSection>> members_;
  mutable std::mutex mutex_;
};

}  // namespace

std::unique_ptr<ModelFamily> make_model_box(const TableModel& model, const EvaluatorOptions& evaluator,
                                            const ConditionOptions& conditions, double e_nu_min,
                                            double e_nu_max, Threads threads) {
  return std::make_unique<ModelBox>(model, evaluator, conditions, e_nu_min, e_nu_max, threads);
}

}  // namespace nereus
