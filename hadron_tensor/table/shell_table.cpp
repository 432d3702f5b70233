#include "hadron_tensor/table/shell_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/sealed_file.hpp"
#include "hadron_tensor/table/panel_file.hpp"

namespace nereus {
namespace {

const std::string file_kind = "cross_section_table";
const std::string certificate_group = "/certificate";

/// The numbers of a frame, by the name they have in the file.
template <class Visit>
void visit_frame(TableFrame& frame, Visit visit) {
  visit("e_nu_max_mev", frame.domain.e_nu_max);
  visit("e_m_min_mev", frame.domain.e_m_min);
  visit("t_min_mev", frame.domain.t_min);
  visit("q_max_mev", frame.domain.q_max);
  visit("nucleon_mass_mev", frame.coordinates.nucleon_mass);
  visit("barrier_sqrt_mev", frame.barrier);
}

/// The numbers of a set of the certificate.
template <class Set, class Visit>
void visit_set(Set& set, Visit visit) {
  visit("rms", set.rms);
  visit("quantile_9999", set.quantile_9999);
  visit("largest", set.largest);
}

void write_certificate(SealedFileWriter& file, const TableCertificate& certificate) {
  file.attribute(certificate_group, "accuracy", certificate.accuracy);
  file.attribute(certificate_group, "direct_accuracy", certificate.direct_accuracy);
  file.attribute(certificate_group, "model", certificate.model);
  std::vector<std::string> names;
  for (const CertificateSet& set : certificate.sets) {
    const std::string group = certificate_group + "/" + set.name;
    names.push_back(set.name);
    file.attribute(group, "points", set.points);
    file.attribute(group, "compared", set.compared);
    visit_set(set, [&](const char* name, double value) { file.attribute(group, name, value); });
  }
  file.attribute(certificate_group, "sets", names);
}

TableCertificate read_certificate(const SealedFileReader& file) {
  TableCertificate certificate;
  certificate.accuracy = file.number_attribute(certificate_group, "accuracy");
  certificate.direct_accuracy = file.number_attribute(certificate_group, "direct_accuracy");
  certificate.model = file.text_attribute(certificate_group, "model");
  for (const std::string& name : file.list_attribute(certificate_group, "sets")) {
    const std::string group = certificate_group + "/" + name;
    CertificateSet set;
    set.name = name;
    constexpr std::int64_t most = 1'000'000'000'000;
    set.points = file.integer_attribute(group, "points", 0, most);
    set.compared = file.integer_attribute(group, "compared", 0, most);
    visit_set(set, [&](const char* member, double& value) { value = file.number_attribute(group, member); });
    certificate.sets.push_back(set);
  }
  return certificate;
}

}  // namespace

const TablePanel& ShellTable::panel(double T) const {
  const auto above =
      std::upper_bound(panels.begin() + 1, panels.end(), T,
                       [](double value, const TablePanel& panel) { return value < panel.t_low(); });
  return *(above - 1);
}

std::size_t ShellTable::bytes() const {
  std::size_t sum = 0;
  for (const TablePanel& panel : panels) sum += panel.nodes().size() * sizeof(TableNode);
  return sum;
}

ShellTable ShellTable::read(const std::string& path) {
  const SealedFileReader file(path, file_kind);
  ShellTable table;
  table.key = file.text_attribute("/", "key");
  visit_frame(table.frame,
              [&](const char* name, double& value) { value = file.number_attribute("/", name); });
  table.panels = read_panels(file);
  if (table.panels.empty()) throw FileError(fmt::format("{}: a table without panels", path));
  table.build_seconds = file.number_attribute("/", "build_seconds");
  table.certificate = read_certificate(file);
  return table;
}

void ShellTable::write(const std::string& path) const {
  SealedFileWriter file(path, file_kind);
  write_panels(file, panels);
  file.attribute("/", "key", key);
  TableFrame copy = frame;
  visit_frame(copy, [&](const char* name, double& value) { file.attribute("/", name, value); });
  file.attribute("/", "build_seconds", build_seconds);
  write_certificate(file, certificate);
  file.close();
}

}  // namespace nereus
