#include "embedding/nereus_sampler.h"

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "embedding/sampler.hpp"

struct nereus_sampler {
  nereus::Sampler sampler;
};

namespace {

thread_local std::string error_text;

/// The text may not fit into memory either: it is then left out, not thrown.
int fail(int status, const char* text) noexcept {
  try {
    error_text = text;
  } catch (...) {
    error_text.clear();
  }
  return status;
}

/// No exception leaves the library. Those of a host's source of random numbers become NEREUS_BUG.
template <class Action>
int guarded(Action action) noexcept {
  try {
    action();
    return NEREUS_DONE;
  } catch (const nereus::Error& error) {
    return fail(error.exit_code(), error.what());
  } catch (const std::exception& error) {
    return fail(NEREUS_BUG, error.what());
  } catch (...) {
    return fail(NEREUS_BUG, "an exception of unknown type");
  }
}

template <class... Pointers>
void require(const Pointers*... pointers) {
  if (((pointers == nullptr) || ...)) throw nereus::InputError("a null pointer where an object is needed");
}

void require_source(nereus_uniform uniform) {
  if (uniform == nullptr) throw nereus::InputError("no source of random numbers (a null pointer)");
}

}  // namespace

const char* nereus_version(void) { return nereus::version(); }

const char* nereus_error_text(void) { return error_text.c_str(); }

int nereus_sampler_open(const char* card, int threads, nereus_sampler** sampler) {
  return guarded([&] {
    require(sampler);
    nereus::SamplerOptions options;
    options.threads = threads;
    *sampler = new nereus_sampler{nereus::Sampler(card == nullptr ? "" : card, options)};
  });
}

void nereus_sampler_close(nereus_sampler* sampler) { delete sampler; }

int nereus_sampler_range(const nereus_sampler* sampler, double* e_nu_min_mev, double* e_nu_max_mev) {
  return guarded([&] {
    require(sampler, e_nu_min_mev, e_nu_max_mev);
    *e_nu_min_mev = sampler->sampler.e_nu_min_mev();
    *e_nu_max_mev = sampler->sampler.e_nu_max_mev();
  });
}

int nereus_sampler_particles(const nereus_sampler* sampler, nereus_particles* particles) {
  return guarded([&] {
    require(sampler, particles);
    *particles = sampler->sampler.particles();
  });
}

const char* nereus_sampler_shell(const nereus_sampler* sampler, int shell) {
  if (sampler == nullptr || shell < 0) return nullptr;
  const std::vector<std::string>& shells = sampler->sampler.shells();
  const auto index = static_cast<std::size_t>(shell);
  return index < shells.size() ? shells[index].c_str() : nullptr;
}

int nereus_sampler_sigma(const nereus_sampler* sampler, double e_nu_mev, double* sigma_1em38cm2) {
  return guarded([&] {
    require(sampler, sigma_1em38cm2);
    *sigma_1em38cm2 = sampler->sampler.sigma(e_nu_mev);
  });
}

int nereus_sampler_weight_cap(const nereus_sampler* sampler, double* cap) {
  return guarded([&] {
    require(sampler, cap);
    *cap = sampler->sampler.weight_cap();
  });
}

int nereus_sampler_sample(const nereus_sampler* sampler, double e_nu_mev, nereus_uniform uniform, void* state,
                          nereus_event* event) {
  return nereus_sampler_sample_many(sampler, 1, &e_nu_mev, uniform, state, event);
}

int nereus_sampler_sample_many(const nereus_sampler* sampler, size_t count, const double* e_nu_mev,
                               nereus_uniform uniform, void* state, nereus_event* events) {
  return guarded([&] {
    require(sampler);
    if (count == 0) return;  // an empty list may have no address
    require(e_nu_mev, events);
    require_source(uniform);
    const std::vector<nereus_event> sampled = sampler->sampler.sample(
        std::vector<double>(e_nu_mev, e_nu_mev + count), [uniform, state] { return uniform(state); });
    std::copy(sampled.begin(), sampled.end(), events);
  });
}
