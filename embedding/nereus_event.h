#ifndef NEREUS_EVENT_H
#define NEREUS_EVENT_H
/* What a sampler gives, for C and C++. */

/* Four-momenta are E, px, py, pz in the laboratory: beam along +z, target at rest; neutrino + target = lepton +
   nucleon + residual holds bit for bit. Angles of the nucleon are those of the model: z along q, y along k x k'.
   Cross sections are per nucleus. */
typedef struct nereus_event {
  double neutrino_p4_mev[4];
  double target_p4_mev[4];
  double lepton_p4_mev[4];
  double nucleon_p4_mev[4];
  double residual_p4_mev[4];
  int shell; /* that the nucleon left, from 0: nereus_sampler_shell gives its name */
  double missing_energy_mev;
  double omega_mev; /* energy that the neutrino has lost */
  double cos_theta_lepton;
  double theta_n_rad;
  double phi_n_rad;
  double weight; /* truth / proposal: its mean at a fixed energy is 1 */
  double d4sigma_1em42cm2_per_mev_sr;
  double sigma_shell_1em38cm2; /* at this energy */
  double sigma_total_1em38cm2; /* sum over the shells */
} nereus_event;

/* PDG numbers of the particles of all events. */
typedef struct nereus_particles {
  int neutrino, target, lepton, nucleon, residual;
} nereus_particles;

#endif
