#pragma once
// The subcommands of `nereus`: each adds itself to the program and does its work in a callback.

#include <CLI/CLI.hpp>

namespace nereus {

void add_meanfield_command(CLI::App& program);      ///< force -> mean field
void add_xsec_command(CLI::App& program);           ///< exclusive cross section at given points
void add_responses_command(CLI::App& program);      ///< inclusive responses on a (q, omega) grid
void add_sigma_command(CLI::App& program);          ///< sigma(E_nu) per shell
void add_electron_data_command(CLI::App& program);  ///< (e,e') against the quasi-elastic archive
void add_t2k_data_command(CLI::App& program);       ///< events against T2K's protons
void add_ghent_tables_command(CLI::App& program);   ///< responses against the published tables
void add_dataset_command(CLI::App& program);        ///< training data from the true cross section
void add_train_command(CLI::App& program);          ///< training data -> surrogate
void add_generate_command(CLI::App& program);       ///< events
void add_merge_command(CLI::App& program);          ///< shards -> the files of the run
void add_reweight_command(CLI::App& program);       ///< events with a weight of another model
void add_validate_command(CLI::App& program);       ///< is it true, and how good
void add_bench_command(CLI::App& program);          ///< how fast
void add_table_command(CLI::App& program);
void add_run_command(CLI::App& program);  ///< the whole chain of a card

}  // namespace nereus
