#include "surrogate/dataset_file.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/run_card.hpp"
#include "base/sealed_file.hpp"
#include "surrogate/phase_space_file.hpp"

namespace nereus {
namespace {

constexpr const char* kind = "dataset";

/// Columns that are plain numbers of ShellDataset, with their units.
struct Column {
  const char* name;
  std::vector<double> ShellDataset::*values;
  const char* units;
};
constexpr Column columns[] = {{"e_nu", &ShellDataset::e_nu, "MeV"},
                              {"omega", &ShellDataset::omega, "MeV"},
                              {"cos_theta_lepton", &ShellDataset::cos_theta_lepton, "1"},
                              {"cos_theta_n", &ShellDataset::cos_theta_n, "1"},
                              {"log_proposal", &ShellDataset::log_proposal, "ln(MeV^-1)"}};

struct Term {
  const char* name;
  double AzimuthalTerms::*value;
};
constexpr Term terms[] = {{"p0", &AzimuthalTerms::s0},
                          {"p1c", &AzimuthalTerms::s1c},
                          {"p2c", &AzimuthalTerms::s2c},
                          {"p1s", &AzimuthalTerms::s1s},
                          {"p2s", &AzimuthalTerms::s2s}};

std::string dataset_path(std::size_t shell, const char* name) {
  return fmt::format("/shell_{}/{}", shell, name);
}

}  // namespace

void write_dataset(const std::string& path, const Dataset& dataset) {
  SealedFileWriter file(path, kind);
  write_phase_space(file, dataset.phase_space);
  for (std::size_t shell = 0; shell < dataset.shells.size(); ++shell) {
    const ShellDataset& rows = dataset.shells[shell];
    for (const Column& column : columns)
      file.write(dataset_path(shell, column.name), rows.*column.values, column.units);
    if (!rows.missing_energy.empty()) {
      file.write(dataset_path(shell, "missing_energy"), rows.missing_energy, "MeV");
    }
    for (std::size_t k = 0; k < rows.parameters.size(); ++k) {
      file.write(dataset_path(shell, dataset.phase_space.parameters[k].name.c_str()), rows.parameters[k],
                 "as in the card");
    }
    for (const Term& term : terms) {
      std::vector<double> values(rows.size());
      for (std::size_t i = 0; i < rows.size(); ++i) values[i] = rows.density[i].*term.value;
      file.write(dataset_path(shell, term.name), values, "MeV^-1 sr^-1");
    }
  }
  file.attribute("/", "dataset", canonical_text(dataset.options));
  file.attribute("/", "coordinates", canonical_text(dataset.phase_space.coordinates));
  file.attribute("/", "model_fingerprint", dataset.model_fingerprint);
  file.attribute("/", "evaluator", dataset.evaluator);
  file.attribute("/", "certificate", dataset.certificate);
  file.attribute("/", "conditions", dataset.conditions);
  file.attribute("/", "fingerprint", dataset.fingerprint);
  file.close();
}

Dataset read_dataset(const std::string& path) {
  const SealedFileReader file(path, kind);
  Dataset dataset;
  dataset.phase_space = read_phase_space(file);
  RunCard card = RunCard::from_text("[dataset]\n" + file.text_attribute("/", "dataset") + "[coordinates]\n" +
                                        file.text_attribute("/", "coordinates"),
                                    path);
  card.read("dataset", dataset.options);
  card.read("coordinates", dataset.phase_space.coordinates);
  card.refuse_unread();
  dataset.model_fingerprint = file.text_attribute("/", "model_fingerprint");
  dataset.evaluator = file.text_attribute("/", "evaluator");
  dataset.certificate = file.text_attribute("/", "certificate");
  dataset.conditions = file.text_attribute("/", "conditions");
  dataset.fingerprint = file.text_attribute("/", "fingerprint");
  const auto expected =
      static_cast<std::size_t>(dataset.options.points_per_shell + dataset.options.held_out_per_shell);
  for (std::size_t shell = 0; shell < dataset.phase_space.shells.size(); ++shell) {
    const auto column_of = [&](const char* name) {
      return file.read_numbers(dataset_path(shell, name), expected);
    };
    ShellDataset rows;
    for (const Column& column : columns) rows.*column.values = column_of(column.name);
    if (!dataset.phase_space.missing_energies.empty()) rows.missing_energy = column_of("missing_energy");
    for (const Condition& parameter : dataset.phase_space.parameters) {
      rows.parameters.push_back(column_of(parameter.name.c_str()));
    }
    rows.density.resize(expected);
    for (const Term& term : terms) {
      const std::vector<double> values = column_of(term.name);
      for (std::size_t i = 0; i < expected; ++i) rows.density[i].*term.value = values[i];
    }
    dataset.shells.push_back(std::move(rows));
  }
  return dataset;
}

}  // namespace nereus
