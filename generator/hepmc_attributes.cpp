#include "generator/hepmc_attributes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nereus {
namespace {

/// An attribute is its text until somebody asks for a type.
HepmcAttribute text(const std::string& value) { return std::make_shared<HepMC3::StringAttribute>(value); }

}  // namespace

HepmcAttribute hepmc_attribute(std::int64_t value) { return text(fmt::format("{}", value)); }
HepmcAttribute hepmc_attribute(bool value) { return text(value ? "1" : "0"); }
HepmcAttribute hepmc_attribute(double value) { return text(fmt::format("{}", value)); }
HepmcAttribute hepmc_attribute(const std::string& value) { return text(value); }
HepmcAttribute hepmc_attribute(const std::vector<int>& values) {
  return text(fmt::format("{}", fmt::join(values, " ")));
}
HepmcAttribute hepmc_attribute(const std::vector<double>& values) {
  return text(fmt::format("{}", fmt::join(values, " ")));
}
HepmcAttribute hepmc_attribute(const std::vector<std::string>& values) {
  return text(fmt::format("{}", fmt::join(values, " ")));
}

}  // namespace nereus
