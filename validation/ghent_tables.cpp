#include "validation/ghent_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/sealed_file.hpp"

namespace nereus {
namespace {

constexpr double gev = 1000;  // [MeV]

struct TablePart {
  const char* name;
  double from, to;  // [MeV]
};
constexpr std::array<TablePart, 3> parts{{{"Low", 40, 60}, {"Medium", 60, 148.5}, {"High", 148.5, 400}}};

struct NamedResponse {
  const char* name;
  double Responses::*value;
};
constexpr std::array<NamedResponse, 5> all_responses{{{"W00", &Responses::w00},
                                                      {"W03", &Responses::w03},
                                                      {"W11", &Responses::w11},
                                                      {"W12", &Responses::w12},
                                                      {"W33", &Responses::w33}}};

DeviationSummary summarise(const std::string& quantity, std::vector<double> deviations) {
  DeviationSummary summary{quantity, deviations.size(), 0, 0, 0};
  if (deviations.empty()) return summary;
  std::sort(deviations.begin(), deviations.end());
  const auto quantile = [&](double p) {
    return deviations[static_cast<std::size_t>(p * static_cast<double>(deviations.size() - 1))];
  };
  summary.median = quantile(0.5);
  summary.ninety = quantile(0.9);
  summary.largest = deviations.back();
  return summary;
}

/// Deviations of d2sigma from that of the table at one energy, at the nodes that leptons of this energy
/// reach.
DeviationSummary cross_section_deviations(double e_nu, const GhentNodes& nodes,
                                          const std::vector<Responses>& model, const Probe& probe,
                                          const PhysicalConstants& constants) {
  std::vector<double> table, ours;
  for (std::size_t i = 0; i < nodes.transfer.size(); ++i) {
    const auto [omega, q] = nodes.transfer[i];
    const double e_out = e_nu - omega;
    if (e_out <= probe.lepton_mass) continue;
    const double k_out = std::sqrt((e_out - probe.lepton_mass) * (e_out + probe.lepton_mass));
    const double cos_theta = (e_nu * e_nu + k_out * k_out - q * q) / (2 * e_nu * k_out);
    const auto lepton = lepton_kinematics(e_nu, omega, cos_theta, probe.lepton_mass);
    if (!lepton) continue;
    table.push_back(inclusive_cross_section(*lepton, nodes.table[i], probe, constants));
    ours.push_back(inclusive_cross_section(*lepton, model[i], probe, constants));
  }
  std::vector<double> deviations;
  const double least = table.empty() ? 0 : 0.01 * *std::max_element(table.begin(), table.end());
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i] > least) deviations.push_back(std::abs(ours[i] / table[i] - 1));
  }
  return summarise(fmt::format("d2sigma {:g} MeV", e_nu), deviations);
}

}  // namespace

GhentNodes read_ghent_nodes(const std::string& path, const std::string& wave) {
  const SealedFileReader file = SealedFileReader::open_unsealed(path);
  GhentNodes nodes;
  for (const TablePart& part : parts) {
    const std::string group = "/" + wave + "/" + part.name + "/";
    const Hdf5Array omega = file.read(group + "omega"), q = file.read(group + "q"),
                    W = file.read(group + "W");
    if (W.shape != std::vector<std::size_t>{omega.values.size(), q.values.size(), all_responses.size()}) {
      throw FileError(fmt::format("'{}' has no table of five responses in {}", path, group));
    }
    for (std::size_t i = 0; i < omega.values.size(); ++i) {
      for (std::size_t j = 0; j < q.values.size(); ++j) {
        const Transfer transfer{gev * omega.values[i], gev * q.values[j]};
        if (transfer.omega < part.from || transfer.omega >= part.to || transfer.q < 100 || transfer.q > 800 ||
            transfer.q <= transfer.omega) {
          continue;
        }
        Responses at;
        const double* row = &W.values[(i * q.values.size() + j) * all_responses.size()];
        for (std::size_t k = 0; k < all_responses.size(); ++k) at.*all_responses[k].value = row[k] / gev;
        nodes.transfer.push_back(transfer);
        nodes.table.push_back(at);
      }
    }
  }
  double largest = 0;
  for (const Responses& W : nodes.table) largest = std::max(largest, W.w11);
  GhentNodes kept;
  for (std::size_t i = 0; i < nodes.table.size(); ++i) {
    if (nodes.table[i].w11 <= 0.01 * largest) continue;
    kept.transfer.push_back(nodes.transfer[i]);
    kept.table.push_back(nodes.table[i]);
  }
  return kept;
}

GhentComparison compare_with_ghent(const std::string& wave, const GhentNodes& nodes,
                                   const InclusiveResponses& responses, const Probe& probe,
                                   const PhysicalConstants& constants, Threads threads) {
  GhentComparison result{wave, nodes, std::vector<Responses>(nodes.transfer.size()), {}, {}};
  std::map<double, std::vector<std::size_t>> by_omega;  // the waves of one omega are shared
  for (std::size_t i = 0; i < nodes.transfer.size(); ++i) by_omega[nodes.transfer[i].omega].push_back(i);
  const std::vector<std::pair<double, std::vector<std::size_t>>> rows(by_omega.begin(), by_omega.end());
  parallel_for(rows.size(), threads, [&](std::size_t row) {
    std::vector<double> q;
    for (const std::size_t i : rows[row].second) q.push_back(nodes.transfer[i].q);
    const auto by_q = responses.at(rows[row].first, q);
    for (std::size_t j = 0; j < q.size(); ++j) {
      for (const Responses& W : by_q[j]) result.model[rows[row].second[j]].add(W, 1);
    }
  });
  for (const NamedResponse& response : all_responses) {
    std::vector<double> deviations;
    for (std::size_t i = 0; i < nodes.table.size(); ++i) {
      deviations.push_back(std::abs(result.model[i].*response.value / nodes.table[i].*response.value - 1));
    }
    result.responses.push_back(summarise(response.name, deviations));
  }
  for (const double e_nu : {300.0, 500.0, 700.0, 1000.0}) {
    result.cross_section.push_back(cross_section_deviations(e_nu, nodes, result.model, probe, constants));
  }
  return result;
}

bool within_limits(const GhentComparison& comparison) {
  const auto good = [](const DeviationSummary& of) {
    return of.nodes > 0 && of.median <= 0.003 && of.ninety <= 0.01 && of.largest <= 0.025;
  };
  const auto good_cross_section = [](const DeviationSummary& of) {
    return of.nodes > 0 && of.largest <= 0.01;
  };
  return std::all_of(comparison.responses.begin(), comparison.responses.end(), good) &&
         std::all_of(comparison.cross_section.begin(), comparison.cross_section.end(), good_cross_section);
}

std::string ghent_report_text(const std::vector<GhentComparison>& comparisons) {
  std::string text = fmt::format("{:6} {:16} {:>6} {:>9} {:>9} {:>9}\n", "wave", "quantity", "nodes",
                                 "median %", "90 % %", "largest %");
  for (const GhentComparison& comparison : comparisons) {
    for (const auto* list : {&comparison.responses, &comparison.cross_section}) {
      for (const DeviationSummary& of : *list) {
        text += fmt::format("{:6} {:16} {:6} {:9.3f} {:9.3f} {:9.3f}\n", comparison.wave, of.quantity,
                            of.nodes, 100 * of.median, 100 * of.ninety, 100 * of.largest);
      }
    }
  }
  return text;
}

void write_ghent_comparisons(const std::string& path, const std::vector<GhentComparison>& comparisons) {
  SealedFileWriter file(path, "ghent_tables");
  for (const GhentComparison& comparison : comparisons) {
    const std::string group = "/" + comparison.wave + "/";
    std::vector<double> omega, q, table, model;
    for (std::size_t i = 0; i < comparison.nodes.transfer.size(); ++i) {
      omega.push_back(comparison.nodes.transfer[i].omega);
      q.push_back(comparison.nodes.transfer[i].q);
      for (const NamedResponse& response : all_responses) {
        table.push_back(comparison.nodes.table[i].*response.value);
        model.push_back(comparison.model[i].*response.value);
      }
    }
    file.write(group + "omega", omega, "MeV");
    file.write(group + "q", q, "MeV");
    file.write(group + "table", Hdf5Array{{omega.size(), all_responses.size()}, table}, "MeV^-1");
    file.write(group + "model", Hdf5Array{{omega.size(), all_responses.size()}, model}, "MeV^-1");
  }
  file.close();
}

}  // namespace nereus
