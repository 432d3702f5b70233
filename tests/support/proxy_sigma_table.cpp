#include "support/proxy_sigma_table.hpp"

#include "base/csv.hpp"

namespace nereus::test {

TotalCrossSection proxy_sigma_table(const CrossSection& proxy) {
  constexpr double unit = 1e-12;  // 1e-38 cm^2 in fm^2
  const std::vector<std::string> columns{"sigma_1s1/2", "sigma_1p3/2"};
  const CsvTable table =
      CsvTable::from_file(NEREUS_TEST_DATA "/proxy_sigma.csv", {"e_nu_mev", columns[0], columns[1]});
  std::vector<double> energies;
  std::vector<std::vector<double>> sigma(columns.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    energies.push_back(table.number(row, "e_nu_mev"));
    for (std::size_t shell = 0; shell < columns.size(); ++shell) {
      sigma[shell].push_back(unit * table.number(row, columns[shell]));
    }
  }
  return TotalCrossSection::from_values(energies, sigma, proxy.fingerprint());
}

}  // namespace nereus::test
