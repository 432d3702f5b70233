#include "base/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace nereus {
namespace {

std::string duration(double seconds) {
  const auto whole = static_cast<std::int64_t>(seconds + 0.5);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace

Progress::Progress(std::string title, std::int64_t total)
    : title_(std::move(title)),
      total_(std::max<std::int64_t>(total, 1)),
      start_(std::chrono::steady_clock::now()),
      last_print_(start_),
      terminal_(isatty(STDERR_FILENO) == 1) {
  if (terminal_) print(false, {});
}

Progress::~Progress() {
  // Work that ended in an error: leave the bar where it was, on a line of its own.
  if (!finished_ && terminal_) std::fputc('\n', stderr);
}

void Progress::update(std::int64_t done, const std::string& note) {
  done_ = std::clamp<std::int64_t>(done, 0, total_);
  const auto now = std::chrono::steady_clock::now();
  const double since = std::chrono::duration<double>(now - last_print_).count();
  const bool new_tenth = 10 * done_ / total_ > 10 * printed_ / total_;
  const bool due = terminal_ ? since > 0.2 : since > 10.0 || (new_tenth && since > 1.0);
  if (due) print(false, note);
}

void Progress::finish(const std::string& note) {
  if (finished_) return;
  done_ = total_;
  print(true, note);
  finished_ = true;
}

void Progress::skip(std::int64_t steps) { skipped_ += steps; }

void Progress::print(bool last, const std::string& note) {
  constexpr int width = 30;
  const auto now = std::chrono::steady_clock::now();
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  const double fraction = static_cast<double>(done_) / static_cast<double>(total_);
  // Steps that were found done at the start tell nothing about the speed.
  const std::int64_t worked = done_ - skipped_;
  std::string time = duration(elapsed);
  if (!last && worked > 0) {
    const double left = elapsed * static_cast<double>(total_ - done_) / static_cast<double>(worked);
    time += fmt::format(", {} left", duration(left));
  }
  const std::string end = note.empty() ? "" : "  " + note;
  if (terminal_) {
    const auto full = static_cast<std::size_t>(width * fraction);
    const std::string bar = std::string(full, '#') + std::string(width - full, '.');
    fmt::print(stderr, "\r\033[K{} [{}] {:5.1f} %  {}{}{}", title_, bar, 100 * fraction, time, end,
               last ? "\n" : "");
  } else {
    fmt::print(stderr, "{}: {:.0f} %  ({}){}\n", title_, 100 * fraction, time, end);
  }
  std::fflush(stderr);
  last_print_ = now;
  printed_ = done_;
}

}  // namespace nereus
