#pragma once
// Attributes as HepMC3 3.3 writes them: version 3.1 has no vectors and prints doubles with 15 digits.

#include <HepMC3/Attribute.h>

#include <memory>
#include <string>
#include <vector>

namespace nereus {

using HepmcAttribute = std::shared_ptr<HepMC3::Attribute>;

/// Stock readers see an IntAttribute, LongAttribute, BoolAttribute, DoubleAttribute or StringAttribute.
HepmcAttribute hepmc_attribute(std::int64_t value);
HepmcAttribute hepmc_attribute(bool value);
HepmcAttribute hepmc_attribute(double value);  ///< reads back to the same double
HepmcAttribute hepmc_attribute(const std::string& value);
/// Elements separated by blanks: VectorIntAttribute, VectorDoubleAttribute, VectorStringAttribute.
HepmcAttribute hepmc_attribute(const std::vector<int>& values);
HepmcAttribute hepmc_attribute(const std::vector<double>& values);
HepmcAttribute hepmc_attribute(const std::vector<std::string>& values);

}  // namespace nereus
