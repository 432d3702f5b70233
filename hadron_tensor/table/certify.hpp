#pragma once
// Measures the certificate of a table.

#include <cstdint>

#include "hadron_tensor/table/certificate.hpp"
#include "hadron_tensor/table/shell_table.hpp"

namespace nereus {

/// Compares d4sigma of two evaluators at random points of one shell, at its removal energy, in three sets of
/// `points` each, E_nu up to the end of the table's domain:
///   drawn   from the cross section itself at flat E_nu;
///   flat    in E_nu, omega, both cosines and phi_N;
///   panels  the table's panels in T all alike, flat in its coordinates inside: resonances and threshold.
/// For electrons Q^4 d4sigma is compared.
/// \param direct  accuracy 1e-6 or better
/// \param tabulated  the same model from the table
/// \return sets of the certificate, the same for any number of threads
std::vector<CertificateSet> certify(const CrossSection& direct, const CrossSection& tabulated,
                                    const ShellTable& table, std::size_t shell, std::int64_t points,
                                    Threads threads);

}  // namespace nereus
