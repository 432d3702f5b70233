#include "hadron_tensor/table/evaluator_options.hpp"

namespace nereus {

void EvaluatorOptions::visit(FieldVisitor& visitor) {
  visitor.field("kind", kind,
                "tabulated: tables, made once for a model and kept; direct: distorted waves for every point",
                {"tabulated", "direct"});
  visitor.field("e_nu_max_mev", e_nu_max_mev,
                "tables hold what neutrinos up to this energy reach; points beyond are evaluated directly",
                {50, 3000});
  visitor.field("accuracy", accuracy, "of tables: rms relative deviation from the direct evaluator",
                {1e-5, 1e-3});
  visitor.field("directory", directory,
                "where tables are kept; \"\": $XDG_CACHE_HOME/nereus or ~/.cache/nereus");
}

}  // namespace nereus
