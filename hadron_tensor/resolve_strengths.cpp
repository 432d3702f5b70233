#include "hadron_tensor/resolve_strengths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "base/text.hpp"
#include "hadron_tensor/experimental_removal_energies.hpp"

namespace nereus {
namespace {

std::string label_with_species(const Shell& shell) {
  return (shell.isospin == Isospin::neutron ? "n:" : "p:") + label(shell);
}

/// The occupied shells as the simple filling and the caller know them: a run that strikes neutrons only
/// still accepts a table that names proton shells too.
std::vector<Shell> occupied_shells(const Nucleus& nucleus, const std::vector<ShellRemovalEnergy>& shells) {
  std::vector<Shell> result;
  const auto add = [&](const Shell& shell) {
    if (std::find(result.begin(), result.end(), shell) == result.end()) result.push_back(shell);
  };
  for (const OccupiedShell& entry : fill_shells(nucleus.N, Isospin::neutron)) add(entry.shell);
  for (const OccupiedShell& entry : fill_shells(nucleus.Z, Isospin::proton)) add(entry.shell);
  for (const ShellRemovalEnergy& entry : shells) add(entry.shell);
  return result;
}

void refuse_unknown_shells(const char* field, const WordOrTable& value, const Nucleus& nucleus,
                           const std::vector<Shell>& occupied) {
  for (const auto& entry : value.table) {
    const std::string& key = entry.first;
    std::vector<std::string> known;
    bool found = false;
    for (const Shell& shell : occupied) {
      found = found || key == label(shell) || key == label_with_species(shell);
      known.push_back(label_with_species(shell));
    }
    if (!found) {
      throw InputError(
          fmt::format("model.{}: '{}' is no occupied shell of {} (occupied: {}; without n: or p: "
                      "a key names both species){}",
                      field, key, nucleus.name(), join(known), did_you_mean(key, known)));
    }
  }
}

/// The table's number for a shell, or `otherwise` if the table does not name it.
double of_shell(const WordOrTable& value, const Shell& shell, double otherwise) {
  for (const std::string& key : {label_with_species(shell), label(shell)}) {
    const auto found = value.table.find(key);
    if (found != value.table.end()) return found->second;
  }
  return otherwise;
}

void refuse_unknown_word(const char* field, const WordOrTable& value, const std::vector<std::string>& known) {
  if (!value.is_word() || std::find(known.begin(), known.end(), value.word) != known.end()) return;
  throw InputError(fmt::format("unknown {} '{}' (known: {}, or a table)", field, value.word, join(known)));
}

void refuse_contradictions(const MissingEnergyOptions& options, LineShape shape) {
  refuse_unknown_word("removal_energy", options.removal_energy, {"model", "experimental"});
  refuse_unknown_word("width", options.width, {"none", "experimental"});
  refuse_unknown_word("spectroscopic_factor", options.spectroscopic_factor, {"full"});
  const bool widths = !(options.width.is_word() && options.width.word == "none");
  if (widths && shape == LineShape::delta) {
    throw InputError(
        "model.width is given but model.line_shape is \"delta\" (a delta function has no width); choose "
        "line_shape = \"gaussian\" or \"lorentzian\", or leave the width out");
  }
  if (!widths && shape != LineShape::delta) {
    throw InputError(
        fmt::format("model.line_shape = \"{}\" has no widths (model.width is \"none\"); give width = "
                    "\"experimental\" or a table of FWHM [MeV] per shell, or leave the line_shape out",
                    options.line_shape));
  }
}

}  // namespace

std::vector<ShellStrength> resolve_strengths(const MissingEnergyOptions& options, const Nucleus& nucleus,
                                             const std::vector<ShellRemovalEnergy>& shells) {
  const LineShape shape = parse_line_shape(options.line_shape);
  refuse_contradictions(options, shape);
  const std::vector<Shell> occupied = occupied_shells(nucleus, shells);
  refuse_unknown_shells("removal_energy", options.removal_energy, nucleus, occupied);
  refuse_unknown_shells("width", options.width, nucleus, occupied);
  refuse_unknown_shells("spectroscopic_factor", options.spectroscopic_factor, nucleus, occupied);

  std::vector<double> centres;
  for (const auto& [shell, model_energy] : shells) {
    centres.push_back(options.removal_energy.word == "experimental"
                          ? experimental_shell(nucleus, shell).removal_energy
                          : of_shell(options.removal_energy, shell, model_energy));
  }
  const auto threshold = [&](Isospin species) {
    double smallest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < shells.size(); ++i) {
      if (shells[i].shell.isospin == species) smallest = std::min(smallest, centres[i]);
    }
    return smallest;
  };
  std::vector<ShellStrength> result;
  for (std::size_t i = 0; i < shells.size(); ++i) {
    const Shell& shell = shells[i].shell;
    const double fwhm = options.width.word == "experimental" ? experimental_shell(nucleus, shell).fwhm
                                                             : of_shell(options.width, shell, 0);
    result.emplace_back(shape, centres[i], fwhm, threshold(shell.isospin),
                        of_shell(options.spectroscopic_factor, shell, 1));
  }
  return result;
}

}  // namespace nereus
