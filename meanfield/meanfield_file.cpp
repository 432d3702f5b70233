#include "meanfield/meanfield_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/sealed_file.hpp"

namespace nereus {
namespace {

constexpr const char* kind = "meanfield";

/// Reads the common layout and refuses, by name, what is missing, of the wrong shape or impossible.
class LayoutReader {
 public:
  explicit LayoutReader(const SealedFileReader& file) : file_(file) {}

  MeanField read() const {
    MeanField field;
    const int A = whole_attribute("A");
    field.nucleus.Z = whole_attribute("Z");
    field.nucleus.N = A - field.nucleus.Z;
    if (field.nucleus.Z < 1 || field.nucleus.N < 1) refuse("/", "A and Z are those of no nucleus");
    read_grid(field);
    field.neutron_potential = read_potential("/neutron", field.points);
    field.proton_potential = read_potential("/proton", field.points);
    for (Isospin isospin : {Isospin::neutron, Isospin::proton}) {
      std::vector<BoundOrbital> shells = read_orbitals(isospin, field);
      field.orbitals.insert(field.orbitals.end(), shells.begin(), shells.end());
    }
    return field;
  }

 private:
  [[noreturn]] void refuse(const std::string& dataset, const std::string& why) const {
    throw InputError(fmt::format("{} is no usable mean field ({}: {})", file_.path(), dataset, why));
  }

  int whole_attribute(const std::string& attribute) const {
    if (!file_.has_attribute("/", attribute)) refuse("/", "the attribute " + attribute + " is missing");
    const double value = file_.number_attribute("/", attribute);
    if (!(value >= 0 && value < 1000) || value != std::floor(value))
      refuse("/", "the attribute " + attribute + " is no number of nucleons");
    return static_cast<int>(value);
  }

  /// A dataset of finite numbers with `size` values.
  Eigen::ArrayXd numbers(const std::string& dataset, std::size_t size) const {
    if (!file_.has(dataset)) refuse(dataset, "missing");
    const Hdf5Array array = file_.read(dataset);
    if (array.values.size() != size)
      refuse(dataset, fmt::format("{} values instead of {}", array.values.size(), size));
    for (std::size_t i = 0; i < size; ++i)
      if (!std::isfinite(array.values[i])) refuse(dataset, fmt::format("value {} is not finite", i));
    return Eigen::Map<const Eigen::ArrayXd>(array.values.data(), static_cast<Eigen::Index>(size));
  }

  void read_grid(MeanField& field) const {
    if (!file_.has("/r")) refuse("/r", "missing");
    const std::size_t points = file_.read("/r").values.size();
    if (points < 10) refuse("/r", "fewer than 10 points");
    const Eigen::ArrayXd r = numbers("/r", points);
    field.points = static_cast<int>(points);
    field.step = r[1];
    if (r[0] != 0 || !(field.step > 0)) refuse("/r", "the grid must rise from 0");
    for (int i = 0; i < field.points; ++i)
      if (std::abs(r[i] - field.radius(i)) > 1e-9)
        refuse("/r", fmt::format("the step changes at point {}", i));
  }

  RadialPotential read_potential(const std::string& group, int points) const {
    const auto size = static_cast<std::size_t>(points);
    RadialPotential q;
    q.B = numbers(group + "/B", size);
    q.dB = numbers(group + "/dB", size);
    q.d2B = numbers(group + "/d2B", size);
    q.U = numbers(group + "/U", size);
    q.W = numbers(group + "/W", size);
    q.B0 = numbers(group + "/B0", 1)[0];
    if (!(q.B.minCoeff() > 0 && q.B0 > 0)) refuse(group + "/B", "hbar^2/2m* must be positive");
    return q;
  }

  std::vector<BoundOrbital> read_orbitals(Isospin isospin, const MeanField& field) const {
    const std::string group = fmt::format("/{}", name(isospin));
    if (!file_.has(group + "/e")) refuse(group + "/e", "missing");
    const std::size_t shells = file_.read(group + "/e").values.size();
    const auto points = static_cast<std::size_t>(field.points);
    const Eigen::ArrayXd e = numbers(group + "/e", shells), l = numbers(group + "/l", shells),
                         j2 = numbers(group + "/j2", shells), occ = numbers(group + "/occ", shells),
                         u = numbers(group + "/u", shells * points),
                         du = numbers(group + "/du", shells * points);
    std::vector<BoundOrbital> orbitals;
    for (Eigen::Index s = 0; s < e.size(); ++s) {
      BoundOrbital orbital;
      orbital.shell = {1, quantum_number(group + "/l", l[s]), quantum_number(group + "/j2", j2[s]), isospin};
      orbital.energy = e[s];
      orbital.occupation = occ[s];
      orbital.u = u.segment(s * field.points, field.points);
      orbital.du = du.segment(s * field.points, field.points);
      check_orbital(group, orbital, field.step);
      orbitals.push_back(orbital);
    }
    const int nucleons = isospin == Isospin::neutron ? field.nucleus.N : field.nucleus.Z;
    if (std::abs(occ.sum() - nucleons) > 1e-6)
      refuse(group + "/occ", fmt::format("{} nucleons instead of {}", occ.sum(), nucleons));
    std::stable_sort(orbitals.begin(), orbitals.end(),
                     [](const BoundOrbital& a, const BoundOrbital& b) { return a.energy < b.energy; });
    // n is not stored: it counts the states of one (l, j) from below.
    for (std::size_t i = 0; i < orbitals.size(); ++i)
      for (std::size_t below = 0; below < i; ++below)
        if (orbitals[below].shell.l == orbitals[i].shell.l &&
            orbitals[below].shell.two_j == orbitals[i].shell.two_j)
          ++orbitals[i].shell.n;
    return orbitals;
  }

  int quantum_number(const std::string& dataset, double value) const {
    constexpr double beyond_any_nucleus = 26;
    if (!(value >= 0 && value < beyond_any_nucleus) || value != std::floor(value))
      refuse(dataset, fmt::format("{} is no shell", value));
    return static_cast<int>(value);
  }

  void check_orbital(const std::string& group, const BoundOrbital& orbital, double step) const {
    const Shell& shell = orbital.shell;
    if (shell.l > 12 || (shell.two_j != 2 * shell.l + 1 && shell.two_j != 2 * shell.l - 1) || shell.two_j < 1)
      refuse(group + "/j2", fmt::format("l = {}, 2j = {} are no shell", shell.l, shell.two_j));
    if (!(orbital.occupation > 0 && orbital.occupation <= shell.degeneracy()))
      refuse(group + "/occ",
             fmt::format("{} nucleons in a shell of {}", orbital.occupation, shell.degeneracy()));
    if (orbital.energy >= 0) refuse(group + "/e", "a bound state has a negative energy");
    // Trapezoidal rule; u vanishes smoothly at both ends.
    const double norm = step * orbital.u.square().sum();
    if (std::abs(norm - 1) > 1e-3) refuse(group + "/u", fmt::format("an orbital has the norm {:.6f}", norm));
  }

  const SealedFileReader& file_;
};

std::vector<double> stacked(const std::vector<const BoundOrbital*>& orbitals,
                            Eigen::ArrayXd BoundOrbital::*part) {
  std::vector<double> values;
  for (const BoundOrbital* orbital : orbitals)
    values.insert(values.end(), (orbital->*part).data(), (orbital->*part).data() + (orbital->*part).size());
  return values;
}

void write_isospin(SealedFileWriter& file, const MeanField& field, Isospin isospin) {
  const std::string group = fmt::format("/{}", name(isospin));
  const RadialPotential& q = field.potential(isospin);
  file.write(group + "/B", q.B, "MeV fm^2");
  file.write(group + "/dB", q.dB, "MeV fm");
  file.write(group + "/d2B", q.d2B, "MeV");
  file.write(group + "/U", q.U, "MeV");
  file.write(group + "/W", q.W, "MeV fm");
  file.write(group + "/B0", std::vector<double>{q.B0}, "MeV fm^2");

  const std::vector<const BoundOrbital*> orbitals = field.occupied(isospin);
  std::vector<double> e, occ;
  std::vector<std::int64_t> l, j2;
  for (const BoundOrbital* orbital : orbitals) {
    e.push_back(orbital->energy);
    occ.push_back(orbital->occupation);
    l.push_back(orbital->shell.l);
    j2.push_back(orbital->shell.two_j);
  }
  const std::vector<std::size_t> shape = {orbitals.size(), static_cast<std::size_t>(field.points)};
  file.write(group + "/e", e, "MeV");
  file.write(group + "/occ", occ, "nucleons");
  file.write(group + "/l", l, "1");
  file.write(group + "/j2", j2, "1 (2j)");
  file.write(group + "/u", Hdf5Array{shape, stacked(orbitals, &BoundOrbital::u)}, "fm^-1/2");
  file.write(group + "/du", Hdf5Array{shape, stacked(orbitals, &BoundOrbital::du)}, "fm^-3/2");
}

}  // namespace

void write_mean_field(const std::string& path, const MeanField& field) {
  SealedFileWriter file(path, kind);
  file.write("/r", Eigen::ArrayXd(Eigen::ArrayXd::LinSpaced(field.points, 0, field.points - 1) * field.step),
             "fm");
  write_isospin(file, field, Isospin::neutron);
  write_isospin(file, field, Isospin::proton);
  file.attribute("/", "A", static_cast<std::int64_t>(field.nucleus.A()));
  file.attribute("/", "Z", static_cast<std::int64_t>(field.nucleus.Z));
  file.attribute("/", "units", "MeV, fm");
  file.attribute(
      "/", "definitions",
      "h u = -(B u')' + [B l(l+1)/r^2 + B'/r + U + (W/r)<sigma.l>] u; B = hbar^2/2m*, dB, d2B, U, W on r; "
      "B0 = B(infinity); orbitals l, j2 = 2j, e, occ, u(r), du/dr");
  file.attribute("/", "origin", field.origin);
  file.attribute("/", "fingerprint", field.fingerprint);
  file.close();
}

MeanField read_mean_field(const std::string& path) {
  const SealedFileReader file(path, kind);
  MeanField field;
  try {
    field = LayoutReader(file).read();
  } catch (const InputError& error) {
    throw FileError(error.what());
  }
  field.origin = file.text_attribute("/", "origin");
  field.fingerprint = file.text_attribute("/", "fingerprint");
  return field;
}

MeanField import_mean_field(const std::string& path) {
  const SealedFileReader file = SealedFileReader::open_unsealed(path);
  MeanField field = LayoutReader(file).read();
  field.fingerprint = fingerprint_of(field);
  const std::string settings =
      file.has_attribute("/", "settings") ? file.text_attribute("/", "settings") : "none";
  field.origin = fmt::format("imported, settings {}", settings);
  return field;
}

}  // namespace nereus
