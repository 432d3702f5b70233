#include "cli/meanfield_plot.hpp"

#include "cli/plot_script.hpp"
#include "meanfield/meanfield_file.hpp"

namespace nereus {

void plot_mean_field(const MeanField& field, const std::string& image) {
  const ScratchFolder scratch;
  const std::string file = scratch.path("meanfield.h5");
  write_mean_field(file, field);
  run_plot_script("plot_meanfield.py", {file, "--out", image});
}

}  // namespace nereus
