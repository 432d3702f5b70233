// Writes sample events to the prefix given on the command line, for readers in other languages: weighted
// ones, and PREFIX_unweighted with a second weight and compressed NuHepMC.

#include <string>

#include "tests/generator/sample_generation.hpp"

int main(int count, char** arguments) {
  using namespace nereus;
  if (count != 2) return 2;
  const std::string prefix = arguments[1];
  const test::SampleInputs& sample = test::sample_inputs();
  GenerateOptions options = test::sample_options();
  sample.generate(prefix, options);

  options.mode = "unweighted";
  options.cap_quantile = 0.98;
  options.pilot_events = 2000;
  options.hepmc3_gz = true;
  GenerationInputs inputs = sample.inputs(options);
  inputs.variations.push_back({"half", "a half", [](const std::vector<Event>& events, Threads) {
                                 return std::vector<double>(events.size(), 0.5);
                               }});
  generate_events(inputs, options, prefix + "_unweighted", Threads{2});
}
