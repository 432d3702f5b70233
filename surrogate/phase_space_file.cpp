#include "surrogate/phase_space_file.hpp"

#include <fmt/format.h>

#include "base/error.hpp"

namespace nereus {

void write_phase_space(SealedFileWriter& file, const PhaseSpaceModel& phase_space) {
  std::vector<std::int64_t> quantum_numbers;
  std::vector<std::string> labels;
  for (const Shell& shell : phase_space.shells) {
    labels.push_back(label(shell));
    for (int number : {shell.n, shell.l, shell.two_j, shell.isospin == Isospin::proton ? 1 : 0}) {
      quantum_numbers.push_back(number);
    }
  }
  file.write("/phase_space/shells", quantum_numbers, "1");
  file.attribute("/phase_space/shells", "labels", labels);
  file.attribute("/phase_space/shells", "columns", std::vector<std::string>{"n", "l", "two_j", "proton"});
  file.write("/phase_space/removal_energies", phase_space.removal_energies, "MeV");
  if (!phase_space.trained_removal_energies.empty()) {
    file.write("/phase_space/trained_removal_energies", phase_space.trained_removal_energies, "MeV");
  }
  file.write("/phase_space/lepton_mass", std::vector<double>{phase_space.lepton_mass}, "MeV");
  file.write("/phase_space/nucleon_mass", std::vector<double>{phase_space.nucleon_mass}, "MeV");
  file.write("/phase_space/e_nu_range", std::vector<double>{phase_space.e_nu_min, phase_space.e_nu_max},
             "MeV");
  std::vector<std::string> names;
  std::vector<double> ranges, energies;
  for (const Condition& parameter : phase_space.parameters) {
    names.push_back(parameter.name);
    ranges.insert(ranges.end(), {parameter.low, parameter.high});
  }
  for (const MissingEnergyRange& range : phase_space.missing_energies) {
    energies.insert(energies.end(), {range.low, range.high});
  }
  if (!names.empty()) {
    file.write("/phase_space/parameter_ranges", ranges, "as in the card");
    file.attribute("/phase_space/parameter_ranges", "names", names);
    file.write("/phase_space/parameter_values", phase_space.parameter_values, "as in the card");
  }
  if (!energies.empty()) file.write("/phase_space/missing_energy_ranges", energies, "MeV");
}

namespace {

/// Rows of n, l, 2j and isospin. \throws FileError if they are no shells
std::vector<Shell> read_shells(const SealedFileReader& file) {
  const std::vector<std::int64_t> numbers = file.read_integers("/phase_space/shells");
  std::vector<Shell> shells;
  for (std::size_t i = 0; i + 3 < numbers.size(); i += 4) {
    const std::int64_t n = numbers[i], l = numbers[i + 1], two_j = numbers[i + 2];
    constexpr std::int64_t beyond_any_nucleus = 20;
    const bool is_shell = n >= 1 && n < beyond_any_nucleus && l >= 0 && l < beyond_any_nucleus && two_j > 0 &&
                          (two_j == 2 * l + 1 || two_j == 2 * l - 1);
    if (!is_shell) {
      throw FileError(
          fmt::format("{}: n = {}, l = {}, 2j = {} are no shell; make it again", file.path(), n, l, two_j));
    }
    shells.push_back({static_cast<int>(n), static_cast<int>(l), static_cast<int>(two_j),
                      numbers[i + 3] != 0 ? Isospin::proton : Isospin::neutron});
  }
  return shells;
}

}  // namespace

PhaseSpaceModel read_phase_space(const SealedFileReader& file) {
  PhaseSpaceModel phase_space;
  phase_space.shells = read_shells(file);
  const std::size_t shells = phase_space.shells.size();
  phase_space.removal_energies = file.read_numbers("/phase_space/removal_energies", shells);
  if (file.has("/phase_space/trained_removal_energies")) {
    phase_space.trained_removal_energies = file.read_numbers("/phase_space/trained_removal_energies", shells);
  }
  phase_space.lepton_mass = file.read_scalar("/phase_space/lepton_mass");
  phase_space.nucleon_mass = file.read_scalar("/phase_space/nucleon_mass");
  const std::vector<double> range = file.read_numbers("/phase_space/e_nu_range", 2);
  phase_space.e_nu_min = range[0];
  phase_space.e_nu_max = range[1];
  if (file.has("/phase_space/parameter_ranges")) {
    const std::vector<std::string> names = file.list_attribute("/phase_space/parameter_ranges", "names");
    const std::vector<double> ranges = file.read_numbers("/phase_space/parameter_ranges", 2 * names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      phase_space.parameters.push_back({names[i], ranges[2 * i], ranges[2 * i + 1]});
    }
    phase_space.parameter_values = file.read_numbers("/phase_space/parameter_values", names.size());
  }
  if (file.has("/phase_space/missing_energy_ranges")) {
    const std::vector<double> energies = file.read_numbers("/phase_space/missing_energy_ranges", 2 * shells);
    for (std::size_t i = 0; i + 1 < energies.size(); i += 2) {
      phase_space.missing_energies.push_back({energies[i], energies[i + 1]});
    }
  }
  return phase_space;
}

}  // namespace nereus
