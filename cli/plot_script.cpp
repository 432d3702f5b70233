#include "cli/plot_script.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

#include "base/error.hpp"

namespace nereus {
namespace {

namespace fs = std::filesystem;

constexpr const char* python = "/usr/bin/python3";

std::string reason(int error) { return std::error_code(error, std::generic_category()).message(); }

/// The build tree has the same layout as the installed one.
std::string script_path(const std::string& script) {
  std::error_code problem;
  const fs::path program = fs::read_symlink("/proc/self/exe", problem);
  if (problem) throw FileError(fmt::format("cannot find the program's own folder ({})", problem.message()));
  const fs::path path = (program.parent_path() / NEREUS_PLOT_FOLDER / script).lexically_normal();
  if (!fs::is_regular_file(path, problem)) {
    throw FileError(fmt::format(
        "cannot draw (the script '{}' is missing); install nereus as a whole, or leave the plot out",
        path.string()));
  }
  return path.string();
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  if (end == std::string::npos) return "it says nothing";
  const std::size_t begin = text.find_last_of('\n', end);
  return text.substr(begin == std::string::npos ? 0 : begin + 1,
                     end - (begin == std::string::npos ? 0 : begin + 1) + 1);
}

/// Both ends of a pipe, closed at the end.
struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) != 0) throw FileError(fmt::format("cannot open a pipe ({})", reason(errno)));
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_end(int which) {
    if (ends[which] >= 0) close(ends[which]);
    ends[which] = -1;
  }
  /// Everything until the other side closes.
  std::string read_all() const {
    std::string text;
    char buffer[4096];
    while (true) {
      const ssize_t count = read(ends[0], buffer, sizeof buffer);
      if (count > 0) text.append(buffer, static_cast<std::size_t>(count));
      if (count == 0 || (count < 0 && errno != EINTR)) return text;
    }
  }
};

/// Starts a program whose stdout and stderr go into the pipe.
pid_t spawn_into(const Pipe& output, const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output.ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output.ends[1], STDERR_FILENO);
  pid_t child = 0;
  const int error = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw FileError(fmt::format("cannot draw ({}: {}); install python3, python3-h5py and python3-matplotlib",
                                command.front(), reason(error)));
  }
  return child;
}

}  // namespace

ScratchFolder::ScratchFolder() {
  std::error_code problem;
  std::string name = (fs::temp_directory_path(problem) / "nereus-XXXXXX").string();
  if (problem || mkdtemp(name.data()) == nullptr) {
    throw FileError(fmt::format("cannot make a folder for temporary files ({}); set TMPDIR",
                                problem ? problem.message() : reason(errno)));
  }
  folder_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void run_plot_script(const std::string& script, const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {python, script_path(script)};
  command.insert(command.end(), arguments.begin(), arguments.end());
  Pipe output;
  const pid_t child = spawn_into(output, command);
  output.close_end(1);
  const std::string text = output.read_all();
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  throw FileError(fmt::format("{} failed ({})", script, last_line(text)));
}

}  // namespace nereus
