// nereus merge: the shards of a run joined.

#include <fmt/format.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/common_options.hpp"
#include "cli/summary_text.hpp"
#include "generator/merge_shards.hpp"

namespace nereus {
namespace {

struct MergeArguments {
  CommonOptions common;
  std::vector<std::string> shards;
  std::string out;
};

void run_merge(const MergeArguments& arguments) {
  arguments.common.settings();  // mistakes in a card are refused, whatever it is used for
  require_writable(arguments.out + ".h5");
  fmt::print("{}", summary_text(merge_shards(arguments.shards, arguments.out)));
}

}  // namespace

void add_merge_command(CLI::App& program) {
  auto arguments = std::make_shared<MergeArguments>();
  CLI::App& command = *program.add_subcommand(
      "merge", "Joins the shards of a run to exactly the files that the whole run would have written");
  command.add_option("shards", arguments->shards, "PREFIX.shard1of4.h5 ..., all of them, in any order")
      ->required();
  command.add_option("--out", arguments->out, "PREFIX of the files")->required();
  add_common_options(command, arguments->common, [arguments] { run_merge(*arguments); });
}

}  // namespace nereus
