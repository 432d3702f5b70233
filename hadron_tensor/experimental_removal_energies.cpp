#include "hadron_tensor/experimental_removal_energies.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

constexpr Isospin n = Isospin::neutron;
constexpr Isospin p = Isospin::proton;
constexpr Shell s1_2(Isospin isospin) { return {1, 0, 1, isospin}; }
constexpr Shell p3_2(Isospin isospin) { return {1, 1, 3, isospin}; }
constexpr Shell p1_2(Isospin isospin) { return {1, 1, 1, isospin}; }

// The last shell: separation energies of AME2020 (Wang et al., Chin. Phys. C 45 (2021) 030003).
constexpr double C12_Sn = 18.721, C12_Sp = 15.957, O16_Sn = 15.664, O16_Sp = 12.127;

// 1p3/2 of 16O: separation energy + the first 3/2- level of the residual nucleus, 15N 6.324 MeV and
// 15O 6.176 MeV (Ajzenberg-Selove, Nucl. Phys. A 523 (1991) 1).
constexpr double N15_level = 6.324, O15_level = 6.176;

// 1s1/2 of protons: a broad bump in (e,e'p) and (p,2p). These four numbers are representative and rounded:
// they are NOT transcribed from a table, and published positions and widths differ by MeVs, among other
// things with the background under the bump. Take them as good to 2 MeV in the position and a third in the
// width, and show a result that depends on them for a table of its own as well. Measurements: for 12C Mougey
// et al., Nucl. Phys. A 262 (1976) 461; for 16O Fissum et al., Phys. Rev. C 70 (2004) 034606, and Liyanage et
// al. (nucl-ex/0009017), who assign the strength between 25 and 50 MeV to it; for both Frullani and Mougey,
// Adv. Nucl. Phys. 14 (1984) 1.
constexpr double C12_1s_p = 37.5, C12_1s_fwhm = 20, O16_1s_p = 42, O16_1s_fwhm = 20;

// 1s1/2 of neutrons is not measured: protons' value + the difference of the separation energies, which is the
// Coulomb energy of a proton; the same width by isospin symmetry.
constexpr double C12_1s_n = C12_1s_p + (C12_Sn - C12_Sp), O16_1s_n = O16_1s_p + (O16_Sn - O16_Sp);

// The p shells lead to discrete states and have no width of their own. All strength is put on the lowest
// state of the shell's spin; part of the 1p strength of 12C really goes to levels of 11B at 2.1 and 5.0 MeV.
const std::vector<ExperimentalShell> C12 = {{s1_2(n), C12_1s_n, C12_1s_fwhm},
                                            {p3_2(n), C12_Sn, 0},
                                            {s1_2(p), C12_1s_p, C12_1s_fwhm},
                                            {p3_2(p), C12_Sp, 0}};
const std::vector<ExperimentalShell> O16 = {
    {s1_2(n), O16_1s_n, O16_1s_fwhm}, {p3_2(n), O16_Sn + O15_level, 0}, {p1_2(n), O16_Sn, 0},
    {s1_2(p), O16_1s_p, O16_1s_fwhm}, {p3_2(p), O16_Sp + N15_level, 0}, {p1_2(p), O16_Sp, 0}};

}  // namespace

const std::vector<ExperimentalShell>& experimental_shells(const Nucleus& nucleus) {
  if (nucleus.Z == 6 && nucleus.N == 6) return C12;
  if (nucleus.Z == 8 && nucleus.N == 8) return O16;
  throw InputError(
      fmt::format("no experimental removal energies for {} (shipped for C12 and O16); give a table "
                  "of MeV per shell",
                  nucleus.name()));
}

const ExperimentalShell& experimental_shell(const Nucleus& nucleus, const Shell& shell) {
  std::vector<std::string> known;
  for (const ExperimentalShell& entry : experimental_shells(nucleus)) {
    if (entry.shell == shell) return entry;
    if (entry.shell.isospin == shell.isospin) known.push_back(label(entry.shell));
  }
  throw InputError(
      fmt::format("no experimental removal energy for the {} shell {} of {} (shipped: {}); give a "
                  "table of MeV per shell",
                  name(shell.isospin), label(shell), nucleus.name(), join(known)));
}

}  // namespace nereus
