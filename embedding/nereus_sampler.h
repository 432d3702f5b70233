#ifndef NEREUS_SAMPLER_H
#define NEREUS_SAMPLER_H
/* Events for a host generator, in C. Functions that return an int give a nereus_status; after a failure their
   outputs are as before. No function throws, ends the program, or, once a sampler is open, touches a file.

   One sampler serves any number of threads at once. Random numbers come from the host: same numbers, same event. */

#include <stddef.h>

#include "embedding/nereus_event.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The exit codes of the program `nereus`. */
enum nereus_status {
  NEREUS_DONE = 0,
  NEREUS_BUG = 1,
  NEREUS_INPUT_ERROR = 2,
  NEREUS_FILE_ERROR = 3,
  NEREUS_MODEL_MISMATCH = 4,
  NEREUS_CONVERGENCE_ERROR = 5
};

/* A model and its flow, ready to sample. */
typedef struct nereus_sampler nereus_sampler;

/* A number uniform in (0, 1), from whatever `state` points at. An end of the interval is moved inwards by 2^-53. */
typedef double (*nereus_uniform)(void* state);

/* "0.1.0" */
const char* nereus_version(void);

/* What went wrong in the last failed call of this thread, in one line; it lives until the next failure. */
const char* nereus_error_text(void);

/* Opens the model of a run card. The tables of the cross section are made if there are none yet, which takes a
   minute on `threads` threads. Close it with nereus_sampler_close.
   card: path of the run card (TOML); NULL: every key has its default */
int nereus_sampler_open(const char* card, int threads, nereus_sampler** sampler);

/* NULL is nothing to close. */
void nereus_sampler_close(nereus_sampler* sampler);

/* Neutrino energies that may be asked for. */
int nereus_sampler_range(const nereus_sampler* sampler, double* e_nu_min_mev, double* e_nu_max_mev);

int nereus_sampler_particles(const nereus_sampler* sampler, nereus_particles* particles);

/* Name of a shell, "1p3/2", which lives as long as the sampler; NULL beyond the last one. */
const char* nereus_sampler_shell(const nereus_sampler* sampler, int shell);

/* Total cross section per nucleus. */
int nereus_sampler_sigma(const nereus_sampler* sampler, double e_nu_mev, double* sigma_1em38cm2);

/* Cap for accept-reject, that of `nereus generate --mode unweighted` with this card: the quantile
   generate.cap_quantile of the weights of generate.pilot_events events in the card's flux. They are drawn now, in
   half a second: ask once. */
int nereus_sampler_weight_cap(const nereus_sampler* sampler, double* cap);

/* One event at a neutrino energy; it takes seven numbers. */
int nereus_sampler_sample(const nereus_sampler* sampler, double e_nu_mev, nereus_uniform uniform, void* state,
                          nereus_event* event);

/* One event at each energy: the events of single calls in this order, at a fraction of their cost. */
int nereus_sampler_sample_many(const nereus_sampler* sampler, size_t count, const double* e_nu_mev,
                               nereus_uniform uniform, void* state, nereus_event* events);

#ifdef __cplusplus
}
#endif

#endif
