/* A host generator in C: prints weights and nucleon energies of events at 600 MeV, one by one and in a batch.
   usage: host_c CARD */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "embedding/nereus_sampler.h"

enum { events_of_a_run = 20 };

/* A generator of the host (Knuth's MMIX), numbers in (0, 1). */
static double uniform(void* state) {
  uint64_t* number = state;
  *number = *number * 6364136223846793005u + 1442695040888963407u;
  return ((double)(*number >> 12) + 0.5) * 0x1p-52;
}

static double out_of_range(void* state) {
  (void)state;
  return 1.5;
}

static int fail(const char* what) {
  fprintf(stderr, "%s: %s\n", what, nereus_error_text());
  return 1;
}

/* Refusals are statuses with a text, and leave the outputs alone. */
static int check_refusals(const nereus_sampler* sampler) {
  nereus_sampler* none = NULL;
  nereus_event event = {.shell = -7};
  uint64_t state = 1;
  if (nereus_sampler_open("absent.toml", 1, &none) != NEREUS_FILE_ERROR || none != NULL) return fail("absent card");
  if (strstr(nereus_error_text(), "absent.toml") == NULL) return fail("no file name");
  if (nereus_sampler_sample(sampler, 5e4, uniform, &state, &event) != NEREUS_INPUT_ERROR) return fail("energy");
  if (nereus_sampler_sample(sampler, 600, out_of_range, NULL, &event) != NEREUS_INPUT_ERROR) return fail("number");
  if (nereus_sampler_sample(sampler, 600, NULL, NULL, &event) != NEREUS_INPUT_ERROR) return fail("no numbers");
  if (nereus_sampler_sample(NULL, 600, uniform, &state, &event) != NEREUS_INPUT_ERROR) return fail("no sampler");
  if (nereus_sampler_sample_many(sampler, 0, NULL, uniform, &state, NULL) != NEREUS_DONE) return fail("no events");
  return event.shell == -7 ? 0 : fail("an event was touched");
}

static int check_run(const nereus_sampler* sampler) {
  double e_nu_mev[events_of_a_run], sigma, cap, low, high;
  nereus_event batch[events_of_a_run], event;
  nereus_particles particles;
  uint64_t state = 1, batch_state = 1;
  int i;
  if (nereus_sampler_range(sampler, &low, &high) || !(low < 600 && high > 600)) return fail("range");
  if (nereus_sampler_particles(sampler, &particles) || particles.nucleon != 2212) return fail("particles");
  if (nereus_sampler_sigma(sampler, 600, &sigma) || !(sigma > 0)) return fail("sigma");
  if (nereus_sampler_weight_cap(sampler, &cap) || !(cap > 0)) return fail("cap");
  for (i = 0; i < events_of_a_run; ++i) e_nu_mev[i] = 600;
  if (nereus_sampler_sample_many(sampler, events_of_a_run, e_nu_mev, uniform, &batch_state, batch)) return fail("batch");
  for (i = 0; i < events_of_a_run; ++i) {
    if (nereus_sampler_sample(sampler, 600, uniform, &state, &event)) return fail("sample");
    if (memcmp(&event, &batch[i], sizeof event) != 0) return fail("a batch gives other events than single calls");
    if (event.sigma_total_1em38cm2 != sigma) return fail("sigma of the event");
    printf("%s %.17g %.17g\n", nereus_sampler_shell(sampler, event.shell), event.weight, event.nucleon_p4_mev[0]);
  }
  return 0;
}

/* From here on no file can be opened, unless SANITIZED is set: UBSan looks at objects through a pipe. */
static int forbid_files(void) {
  const struct rlimit none = {0, 0};
  if (getenv("SANITIZED") != NULL) return 0;
  return setrlimit(RLIMIT_NOFILE, &none) == 0 ? 0 : fail("setrlimit");
}

int main(int argc, char** argv) {
  nereus_sampler* sampler = NULL;
  int failed = argc != 2 || nereus_sampler_open(argv[1], 1, &sampler) != NEREUS_DONE;
  if (failed) return fail("open");
  failed = check_refusals(sampler) || forbid_files() || check_run(sampler);
  nereus_sampler_close(sampler);
  return failed;
}
