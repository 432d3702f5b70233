// Writes a comparison of the sample cross section with its measurements: usage PROGRAM OUT.h5

#include <fmt/format.h>

#include "sample_electrons.hpp"
#include "validation/electron_comparison_file.hpp"

int main(int argc, char** argv) {
  using namespace nereus;
  if (argc != 2) return 2;
  const auto shifted = [](ElectronKinematics electron) {
    electron.omega += 14;
    return 1.1 * gaussian_d2sigma(electron);
  };
  const ElectronComparison comparison =
      compare_with_electrons(gaussian_measurements(),
                             {{"Gaussian", gaussian_d2sigma}, {"14 MeV lower", shifted}}, {}, {}, Threads{1});
  Provenance provenance;
  provenance.card = "nucleus = \"C12\"\n";
  provenance.version = "0.0.0";
  write_electron_comparison(argv[1], comparison, provenance);
  fmt::print("{}", electron_report_text(comparison));
}
