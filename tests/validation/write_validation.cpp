// Measures untrained flows of both kinds against the proxy cross section, in small: usage PROGRAM FOLDER

#include <string>

#include "tests/validation/tiny_flow.hpp"
#include "validation/measurements_file.hpp"

int main(int argc, char** argv) {
  using namespace nereus;
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  const auto& inputs = test::sample_inputs();
  const Surrogate own = test::tiny_flow("nereus"), published = test::tiny_flow("published");

  MeasurementOptions options;
  options.page_samples = 4000;
  options.cube_points = 2;
  options.likelihood = {200, 4000, 3};
  options.cost_events = 500;
  const auto references =
      likelihood_references({*inputs.cross_section, inputs.total, own}, options.likelihood, 1, Threads{2});
  std::vector<MeasuredSurrogate> measured;
  for (const Surrogate* surrogate : {&own, &published}) {
    const std::string file = folder + "/" + surrogate->parts().flow.kind + ".h5";
    surrogate->write(file);
    measured.push_back(describe(file, *surrogate,
                                measure_surrogate({*inputs.cross_section, inputs.total, *surrogate},
                                                  references, ValidateOptions{}, options, Threads{2})));
  }
  write_measurements(folder + "/validation.h5", measured,
                     {{"nucleus = \"C12\"\n", "0.0.0", {{"cross_section", "abc"}}, "proxy", "no tables"},
                      "nereus validate --out <here>",
                      true,
                      "a processor"});
}
