#include "cli/read_variations.hpp"

#include <fmt/format.h>

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "base/error.hpp"
#include "base/random_stream.hpp"
#include "base/text.hpp"
#include "generator/weight_variation.hpp"

namespace nereus {
namespace {

const std::vector<std::string> model_sections{"meanfield", "skyrme", "model", "form_factors", "constants"};

struct VariationOptions {
  std::string name;
  void visit(FieldVisitor& visitor) { visitor.field("name", name, "of the weight"); }
};

struct CovarianceOptions {
  std::string name = "draw";
  std::int64_t draws = 100;
  std::int64_t seed = 1;
  void visit(FieldVisitor& visitor) {
    visitor.field("name", name, "the weights are called NAME_001, NAME_002 ...");
    visitor.field("draws", draws, "number of draws", {1, 9999});
    visitor.field("seed", seed, "of the random numbers", {0, 9007199254740991.0});
  }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

template <class Options>
void add_differences(const char* section, const Options& first, const Options& second,
                     std::vector<std::string>& differences) {
  const std::vector<std::string> before = lines_of(canonical_text(first)),
                                 now = lines_of(canonical_text(second));
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (now[i] != before.at(i)) differences.push_back(fmt::format("{}.{}", section, now[i]));
  }
}

void refuse_other_sections(const RunCard& entry, const std::string& name) {
  for (const std::string& key : entry.top_keys()) {
    if (std::find(model_sections.begin(), model_sections.end(), key) != model_sections.end()) continue;
    throw InputError(
        fmt::format("{}: variation '{}' cannot change '{}' (a weight stands for another model of "
                    "the same events: keys of {}){}",
                    entry.where(), name, key, join(model_sections), did_you_mean(key, model_sections)));
  }
}

/// What keeps a number of the model from doing anything; "" if nothing does.
std::string idle_because(const std::string& key, const ModelSettings& model) {
  const FormFactorOptions& nucleon = model.model.form_factors;
  const auto starts = [&](const char* with) { return key.rfind(with, 0) == 0; };
  if (starts("form_factors.z_") && nucleon.axial != "z_expansion") {
    return fmt::format("form_factors.axial is \"{}\", not \"z_expansion\"", nucleon.axial);
  }
  if (starts("form_factors.M_A_mev") && nucleon.axial != "dipole") {
    return fmt::format("form_factors.axial is \"{}\", not \"dipole\"", nucleon.axial);
  }
  if ((starts("form_factors.vector_mass") || starts("form_factors.galster")) && nucleon.vector != "dipole") {
    return fmt::format("form_factors.vector is \"{}\", not \"dipole\"", nucleon.vector);
  }
  if (starts("skyrme.") && model.meanfield.force != "card") {
    return fmt::format("meanfield.force is \"{}\", not \"card\"", model.meanfield.force);
  }
  return "";
}

/// Central values of the parameters. \param where  they are given, for messages
Eigen::VectorXd central_values(const RunCard& effective, const std::vector<std::string>& parameters,
                               const ModelSettings& central, const std::string& where) {
  Eigen::VectorXd values(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string& key = parameters[i];
    const std::string section = key.substr(0, key.find('.'));
    const bool of_model =
        std::find(model_sections.begin(), model_sections.end(), section) != model_sections.end();
    const auto value = of_model ? effective.number_at(key) : std::nullopt;
    if (!value) {
      throw InputError(
          fmt::format("{}: covariance.parameters: '{}' is no number of a model (as "
                      "form_factors.M_A_mev or form_factors.z_a[0]; numbers of {})",
                      where, key, join(model_sections)));
    }
    const std::string reason = idle_because(key, central);
    if (!reason.empty()) {
      throw InputError(
          fmt::format("{}: covariance.parameters: '{}' changes nothing ({})", where, key, reason));
    }
    if (std::count(parameters.begin(), parameters.end(), key) > 1) {
      throw InputError(fmt::format("{}: covariance.parameters: '{}' is given twice", where, key));
    }
    values[static_cast<Eigen::Index>(i)] = *value;
  }
  return values;
}

/// L with L L^T = the matrix. \param where  it is given, for messages
Eigen::MatrixXd cholesky_factor(const std::vector<std::vector<double>>& rows, std::size_t parameters,
                                const std::string& where) {
  const auto refuse = [&](const std::string& why) {
    throw InputError(fmt::format("{}: covariance.matrix is no covariance matrix ({})", where, why));
  };
  const auto n = static_cast<Eigen::Index>(parameters);
  Eigen::MatrixXd matrix(n, n);
  if (rows.size() != parameters || parameters == 0) {
    refuse(fmt::format("{} rows for {} parameters", rows.size(), parameters));
  }
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto& row = rows[static_cast<std::size_t>(i)];
    if (row.size() != parameters) refuse(fmt::format("row {} has {} numbers", i + 1, row.size()));
    for (Eigen::Index j = 0; j < n; ++j) matrix(i, j) = row[static_cast<std::size_t>(j)];
  }
  constexpr double rounding = 1e-9;
  if ((matrix - matrix.transpose()).cwiseAbs().maxCoeff() > rounding * matrix.cwiseAbs().maxCoeff()) {
    refuse("it is not symmetric");
  }
  const Eigen::LLT<Eigen::MatrixXd> factor(matrix);
  if (factor.info() != Eigen::Success) {
    refuse("it is not positive definite; leave out parameters that do not vary or depend on the others");
  }
  return factor.matrixL();
}

/// Independent standard normal deviates. \source Box & Muller, Ann. Math. Stat. 29 (1958) 610
Eigen::VectorXd normal_deviates(Eigen::Index count, std::int64_t seed, std::int64_t draw) {
  constexpr double two_pi = 6.28318530717958647692;
  RandomStream random(static_cast<std::uint64_t>(seed), StreamPurpose::variation,
                      static_cast<std::uint64_t>(draw));
  Eigen::VectorXd deviates(count);
  for (double& deviate : deviates) {
    const double radius = std::sqrt(-2 * std::log(random.uniform()));
    deviate = radius * std::cos(two_pi * random.uniform());
  }
  return deviates;
}

}  // namespace

std::string model_difference(const ModelSettings& first, const ModelSettings& second) {
  std::vector<std::string> differences;
  add_differences("meanfield", first.meanfield, second.meanfield, differences);
  add_differences("skyrme", first.meanfield.skyrme, second.meanfield.skyrme, differences);
  add_differences("model", first.model, second.model, differences);
  add_differences("form_factors", first.model.form_factors, second.model.form_factors, differences);
  add_differences("constants", first.constants, second.constants, differences);
  return join(differences, "\n");
}

std::vector<ModelVariation> read_variations(RunCard& card, const ModelSettings& central,
                                            const std::vector<ModelVariation>& draws,
                                            const std::function<ModelSettings(RunCard&&)>& vary) {
  std::vector<ModelVariation> variations;
  std::vector<std::string> taken{"CV"};
  for (const ModelVariation& draw : draws) taken.push_back(draw.name);
  for (RunCard& entry : card.tables("variation")) {
    VariationOptions options;
    entry.read("", options);
    if (options.name.empty()) {
      throw InputError(fmt::format(
          "{}: a [[variation]] has no name (its weight needs one); add name = \"...\"", entry.where()));
    }
    tell_place(entry.where("", "name") + ": name", [&] { check_weight_name(options.name, taken); });
    taken.push_back(options.name);
    entry.take("name");
    refuse_other_sections(entry, options.name);
    const ModelSettings settings = vary(std::move(entry));
    variations.push_back({options.name, settings, model_difference(central, settings)});
  }
  return variations;
}

std::string variation_text(const ModelVariation& variation) {
  return fmt::format("\n[[variation]]\nname = \"{}\"\n{}\n", variation.name, variation.difference);
}

std::vector<ModelVariation> read_covariance(RunCard& card, const ModelSettings& central,
                                            const std::string& effective,
                                            const std::function<ModelSettings(RunCard&)>& read) {
  std::vector<ModelVariation> draws;
  if (card.empty()) return draws;
  CovarianceOptions options;
  card.read("covariance", options);
  tell_place(card.where("covariance", "name") + ": covariance.name",
             [&] { check_weight_name(options.name, {}); });
  const std::vector<std::string> parameters = card.words("covariance", "parameters");
  const auto rows = card.matrix("covariance", "matrix");
  card.refuse_unread();
  const Eigen::VectorXd centre = central_values(RunCard::from_text(effective, card.name()), parameters,
                                                central, card.where("covariance", "parameters"));
  const Eigen::MatrixXd factor = cholesky_factor(rows, parameters.size(), card.where("covariance", "matrix"));
  const std::size_t digits = std::max<std::size_t>(3, std::to_string(options.draws).size());
  for (std::int64_t draw = 1; draw <= options.draws; ++draw) {
    const Eigen::VectorXd values = centre + factor * normal_deviates(centre.size(), options.seed, draw);
    const std::string name = fmt::format("{}_{:0{}}", options.name, draw, digits);
    RunCard drawn =
        RunCard::from_text(effective, fmt::format("{}: draw '{}' of [covariance]", card.name(), name));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      drawn.set_number(parameters[i], values[static_cast<Eigen::Index>(i)]);
    }
    const ModelSettings settings = read(drawn);
    draws.push_back({name, settings, model_difference(central, settings)});
  }
  return draws;
}

}  // namespace nereus
