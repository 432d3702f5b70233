// nereus t2k-data: generated events beside the protons that T2K measured.

#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/plot_script.hpp"

namespace nereus {
namespace {

struct T2kDataArguments {
  CommonOptions common;
  std::vector<std::string> events;
  std::string data, out;
};

void draw(const T2kDataArguments& arguments) {
  arguments.common.settings();  // mistakes in a card are refused, whatever it is used for
  std::vector<std::string> words = arguments.events;
  words.insert(words.end(), {"--out", arguments.out});
  if (!arguments.data.empty()) words.insert(words.end(), {"--data", arguments.data});
  run_plot_script("t2k_page.py", words);
  fmt::print("page: {}/t2k.html\n", arguments.out);
}

}  // namespace

void add_t2k_data_command(CLI::App& program) {
  auto arguments = std::make_shared<T2kDataArguments>();
  CLI::App& command = *program.add_subcommand(
      "t2k-data", "Events in a T2K flux against T2K's protons and transverse imbalances: chi2, plots");
  command
      .add_option("events", arguments->events,
                  "PREFIX.h5 of nereus generate, one or more (nu_mu on C12 in a T2K flux)")
      ->required();
  command.add_option("--data", arguments->data,
                     "folder with T2K_CC0pi_STV_*.csv as in data/measurements (default: the shipped one)");
  command.add_option("--out", arguments->out, "folder: t2k.html")->required();
  add_common_options(command, arguments->common, [arguments] { draw(*arguments); });
}

}  // namespace nereus
