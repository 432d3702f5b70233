#pragma once
// All models of a box of parameters, evaluated from the same tables.

#include <memory>

#include "hadron_tensor/table/build_table.hpp"
#include "hadron_tensor/table/evaluator_options.hpp"
#include "surrogate/model_family.hpp"

namespace nereus {

/// The family of a model and conditions. Form factors enter after the tables, which are opened once.
/// sigma(E_nu, E_m; parameters) is computed on Chebyshev nodes of the box and interpolated: relative error
/// below 1e-4 (tested for M_A and E_m); weights of events take the quadrature of their own model.
/// \param model its references must outlive the family \param e_nu_min, e_nu_max [MeV]
/// \throws InputError if the model lacks a parameter; as open_tables
std::unique_ptr<ModelFamily> make_model_box(const TableModel& model, const EvaluatorOptions& evaluator,
                                            const ConditionOptions& conditions, double e_nu_min,
                                            double e_nu_max, Threads threads);

}  // namespace nereus
