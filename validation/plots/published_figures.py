"""What is known of the published system, for tables beside our own numbers.

Source of every number: El Baz et al., Efficient Monte Carlo event generation for neutrino-nucleus exclusive cross
sections, arXiv:2502.14452, and the authors' talk of May 2025. A mark says where a value is not the paper's own:
(i) inferred from other numbers, (c) chosen by us because the paper does not say.
"""

SOURCE = "El Baz et al., arXiv:2502.14452, and the authors' talk of May 2025"
MARKS = {"(i)": "inferred from other published numbers, not stated", "(c)": "chosen by us, the paper does not say"}

SIZES = ["S", "M", "L"]
# One value for each size.
FILE_MB = ["200 (eight models), 25 (one)", "719 (eight models), 90 (one)", "1797 (eight models), 225 (one)"]
TRAINING_HOURS = [5, 6, 13]  # on an RTX-4090
CPU_S_PER_MILLION = [141.8, 235.6, 669.3]
GPU_S_PER_MILLION = [12.5, 23.6, 70.7]
RESS_FLAT = [98.48, 98.64, 98.87]  # per cent, both shells together
RESS_T2K = [98.48, 98.64, 98.85]
WEIGHT_DEVIATION = [0.124, 0.117, 0.107]  # sqrt(1/RESS - 1)
RMS_Z = {"1s1/2": [1.36, 1.01, 0.75], "1p3/2": [1.86, 1.52, 0.88]}
# As importance sampler with accept-reject; the true model costs about 0.1 s a point (i). Million samples a day.
UNBIASED_PER_DAY = "0.53"
EMULATED_PER_DAY = ["609 (i)", "367 (i)", "129"]  # on a CPU; S and M from the seconds above
EMULATED_PER_DAY_GPU = ["6912 (i)", "3661 (i)", "1222"]
RMS_P = "percent level"
CHOICES = ["bins per spline K = 10 (i), from the sizes of the published files",
           "learning rate and annealing (c)",
           "four overlapping ranges of E_nu: 200-400, 350-600, 550-800, 750-1000 MeV (c)",
           "grid of RMS_p (c): E_nu 500 MeV, theta_mu 5...175 in steps of 10, theta_N 10, 30, 60, 90, phi_N 90 degrees, "
           "omega in steps of 5 MeV",
           "bins of MNLL in omega (c): 5 MeV up to 50 MeV above threshold, then 25 MeV",
           "cost of the true model there (i): about 0.1 s a point",
           "angles of the T_p profiles and binning of all pictures (c)"]
