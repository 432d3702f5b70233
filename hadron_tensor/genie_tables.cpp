#include "hadron_tensor/genie_tables.hpp"

#include <fmt/format.h>

#include <cmath>
#include <fstream>

#include "base/error.hpp"

namespace nereus {
namespace {

constexpr double mev_in_gev = 1e-3;

std::vector<double> steps(double start, double step, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(start + i * step);
  return values;
}

/// "0 start step" for a regular axis, "1 v1 v2 ..." for any other [GeV].
std::string axis_text(const std::vector<double>& values) {
  const double step = values.size() > 1 ? values[1] - values[0] : 0;
  bool regular = values.size() > 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    regular =
        regular && std::abs(values[i] - values[0] - static_cast<double>(i) * step) < 1e-9 * values.back();
  }
  if (regular) return fmt::format("0 {:.10g} {:.10g}", mev_in_gev * values[0], mev_in_gev * step);
  std::string text = "1";
  for (const double value : values) text += fmt::format(" {:.10g}", mev_in_gev * value);
  return text;
}

class TableReader {
 public:
  explicit TableReader(const std::string& path) : path_(path), file_(path) {
    if (!file_) throw FileError(fmt::format("'{}' cannot be read", path));
  }

  GenieTable read() {
    GenieTable table;
    std::getline(file_, table.comment);
    table.nucleus.Z = static_cast<int>(number("Z"));
    table.nucleus.N = static_cast<int>(number("A")) - table.nucleus.Z;
    if (!(file_ >> table.type)) refuse("type");
    const auto omega_count = count("number of energies"), q_count = count("number of momenta");
    table.omega = axis(omega_count, "energies");
    table.q = axis(q_count, "momenta");
    for (std::size_t i = 0; i < omega_count * q_count; ++i) {
      Responses W;
      for (double* w : {&W.w00, &W.w03, &W.w11, &W.w12, &W.w33}) {
        *w = mev_in_gev * number(fmt::format("row {} of {}", i + 1, omega_count * q_count));
      }
      table.W.push_back(W);
    }
    std::string rest;
    if (file_ >> rest) throw InputError(fmt::format("'{}' goes on after its last row", path_));
    return table;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) {
    throw InputError(fmt::format("'{}' is not a GENIE hadron tensor table (no {})", path_, what));
  }
  double number(const std::string& what) {
    double value = 0;
    if (!(file_ >> value) || !std::isfinite(value)) refuse(what);
    return value;
  }
  std::size_t count(const std::string& what) {
    const double value = number(what);
    if (!(value >= 1 && value <= 1e5)) refuse(what);
    return static_cast<std::size_t>(value);
  }
  std::vector<double> axis(std::size_t n, const std::string& what) {
    const double flag = number(what);
    std::vector<double> values;
    if (flag == 0) {
      const double start = number(what), step = number(what);
      for (std::size_t i = 0; i < n; ++i)
        values.push_back((start + static_cast<double>(i) * step) / mev_in_gev);
    } else if (flag == 1) {
      for (std::size_t i = 0; i < n; ++i) values.push_back(number(what) / mev_in_gev);
    } else {
      refuse(what);
    }
    return values;
  }

  std::string path_;
  std::ifstream file_;
};

}  // namespace

GenieTable tabulate_responses(const InclusiveResponses& responses, const Nucleus& nucleus,
                              const std::string& type, const std::vector<double>& omega,
                              const std::vector<double>& q, Threads threads) {
  GenieTable table{
      "omega and q [GeV]: W00 ReW0z Wxx ImWxy Wzz [GeV^-1] per nucleus", nucleus, type, omega, q, {}};
  table.W.resize(omega.size() * q.size());
  parallel_for(omega.size(), threads, [&](std::size_t i) {
    std::vector<double> spacelike;
    for (const double q_j : q) {
      if (q_j > omega[i]) spacelike.push_back(q_j);
    }
    if (spacelike.empty()) return;
    const auto by_q = responses.at(omega[i], spacelike);
    const std::size_t skipped = q.size() - spacelike.size();
    for (std::size_t j = 0; j < by_q.size(); ++j) {
      Responses& sum = table.W[i * q.size() + skipped + j];
      for (const Responses& W : by_q[j]) sum.add(W, 1);
    }
  });
  return table;
}

std::vector<GenieRange> genie_ranges(double threshold) {
  const int low = static_cast<int>(std::ceil((60 - threshold) / 0.25));
  return {{"Low", steps(threshold, 0.25, low)}, {"Medium", steps(58, 3, 31)}, {"High", steps(141, 10, 86)}};
}

std::vector<double> genie_momenta() { return steps(8.99, 7.98, 250); }

std::string genie_file_name(const Nucleus& nucleus, const Probe& probe, const std::string& final_state,
                            const std::string& range) {
  return fmt::format("HF{}_100{:03}{:03}0{}_QE_{}.dat", final_state == "distorted" ? "" : "_PW", nucleus.Z,
                     nucleus.A(), probe.antineutrino ? "_anu" : "", range);
}

std::string genie_text(const GenieTable& table) {
  std::string text =
      fmt::format("{}\n{} {} {} {} {}\n{} {}\n", table.comment, table.nucleus.Z, table.nucleus.A(),
                  table.type, table.omega.size(), table.q.size(), axis_text(table.omega), axis_text(table.q));
  for (const Responses& W : table.W) {
    text += fmt::format("{:.9g} {:.9g} {:.9g} {:.9g} {:.9g}\n", W.w00 / mev_in_gev, W.w03 / mev_in_gev,
                        W.w11 / mev_in_gev, W.w12 / mev_in_gev, W.w33 / mev_in_gev);
  }
  return text;
}

GenieTable read_genie_table(const std::string& path) { return TableReader(path).read(); }

}  // namespace nereus
