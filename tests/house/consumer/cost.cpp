// Core time per event of a sampler [us], one at a time and in batches.
// usage: cost CARD EVENTS
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <random>
#include <vector>

#include "base/error.hpp"
#include "embedding/sampler.hpp"

namespace {

void print_cost(const nereus::Sampler& sampler, std::size_t events, std::size_t batch) {
  std::mt19937_64 engine(1);
  std::uniform_real_distribution<double> uniform(0, 1);
  const auto number = [&] { return uniform(engine); };
  const double low = sampler.e_nu_min_mev(), range = sampler.e_nu_max_mev() - low;
  double sum = 0;
  const std::clock_t begin = std::clock();
  for (std::size_t done = 0; done < events; done += batch) {
    std::vector<double> energies(std::min(batch, events - done));
    for (double& energy : energies) energy = low + range * number();
    for (const nereus_event& event : sampler.sample(energies, number)) sum += event.weight;
  }
  const double us =
      1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / static_cast<double>(events);
  std::printf("batches of %zu: %.2f us per event, mean weight %.4f\n", batch, us,
              sum / static_cast<double>(events));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    const nereus::Sampler sampler(argv[1]);
    for (const std::size_t batch : {1, 32, 256, 4096})
      print_cost(sampler, std::strtoull(argv[2], nullptr, 10), batch);
    return 0;
  } catch (const nereus::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.exit_code();
  }
}
