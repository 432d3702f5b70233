// A host generator in C++: the events of host.c, and the same from four threads at once.
// usage: host_cpp CARD
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "embedding/sampler.hpp"

namespace {

constexpr int threads = 4;
constexpr int events_of_a_run = 20;

/// The generator of host.c.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : number_(seed) {}
  double operator()() {
    number_ = number_ * 6364136223846793005u + 1442695040888963407u;
    return (static_cast<double>(number_ >> 12) + 0.5) * 0x1p-52;
  }

 private:
  std::uint64_t number_;
};

std::vector<nereus_event> run(const nereus::Sampler& sampler, std::uint64_t seed) {
  return sampler.sample(std::vector<double>(events_of_a_run, 600.0), Numbers(seed));
}

bool same(const std::vector<nereus_event>& a, const std::vector<nereus_event>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof a[0]) == 0;
}

/// Each thread has numbers of its own; the sampler is shared.
bool threads_give_the_same(const nereus::Sampler& sampler) {
  std::vector<std::vector<nereus_event>> at_once(threads);
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) workers.emplace_back([&, i] { at_once[i] = run(sampler, i + 1); });
  for (std::thread& worker : workers) worker.join();
  bool equal = !same(at_once[0], at_once[1]);
  for (int i = 0; i < threads; ++i) equal = equal && same(at_once[i], run(sampler, i + 1));
  return equal;
}

/// What a host's numbers throw reaches the host.
bool exceptions_pass(const nereus::Sampler& sampler) {
  try {
    sampler.sample(600, []() -> double { throw std::runtime_error("host"); });
  } catch (const std::runtime_error& error) {
    return std::strcmp(error.what(), "host") == 0;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  try {
    const nereus::Sampler sampler(argv[1]);
    for (const nereus_event& event : run(sampler, 1)) {
      std::printf("%s %.17g %.17g\n", sampler.shells()[event.shell].c_str(), event.weight,
                  event.nucleon_p4_mev[0]);
    }
    if (!threads_give_the_same(sampler)) return 1;
    return exceptions_pass(sampler) ? 0 : 1;
  } catch (const nereus::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.exit_code();
  }
}
