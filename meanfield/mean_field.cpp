#include "meanfield/mean_field.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/fingerprint.hpp"
#include "base/text.hpp"

namespace nereus {
namespace {

/// Bytes of numbers, one after the other, in the machine's (little-endian) order.
class NumberBytes {
 public:
  void add(double value) { append(&value, sizeof value); }
  void add(const Eigen::ArrayXd& values) {
    add(static_cast<double>(values.size()));
    append(values.data(), static_cast<std::size_t>(values.size()) * sizeof(double));
  }
  const std::string& bytes() const { return bytes_; }

 private:
  void append(const void* data, std::size_t size) { bytes_.append(static_cast<const char*>(data), size); }
  std::string bytes_;
};

}  // namespace

std::vector<const BoundOrbital*> MeanField::occupied(Isospin isospin) const {
  std::vector<const BoundOrbital*> found;
  for (const BoundOrbital& orbital : orbitals)
    if (orbital.shell.isospin == isospin) found.push_back(&orbital);
  return found;
}

const BoundOrbital& MeanField::orbital(const Shell& shell) const {
  std::vector<std::string> labels;
  for (const BoundOrbital* candidate : occupied(shell.isospin)) {
    if (candidate->shell == shell) return *candidate;
    labels.push_back(label(candidate->shell));
  }
  throw InputError(fmt::format("{} has no occupied {} shell {} (occupied are {})", nucleus.name(),
                               name(shell.isospin), label(shell), join(labels)));
}

std::string fingerprint_of(const MeanField& field) {
  NumberBytes numbers;
  numbers.add(field.nucleus.Z);
  numbers.add(field.nucleus.N);
  numbers.add(field.step);
  numbers.add(field.points);
  for (Isospin isospin : {Isospin::neutron, Isospin::proton}) {
    const RadialPotential& q = field.potential(isospin);
    for (const Eigen::ArrayXd* part : {&q.B, &q.dB, &q.d2B, &q.U, &q.W}) numbers.add(*part);
    numbers.add(q.B0);
    for (const BoundOrbital* orbital : field.occupied(isospin)) {
      numbers.add(orbital->shell.n);
      numbers.add(orbital->shell.l);
      numbers.add(orbital->shell.two_j);
      numbers.add(orbital->energy);
      numbers.add(orbital->occupation);
      numbers.add(orbital->u);
      numbers.add(orbital->du);
    }
  }
  return sha256(numbers.bytes());
}

}  // namespace nereus
