#pragma once
// A progress bar on a terminal, a plain line now and then in a log (stderr).

#include <chrono>
#include <cstdint>
#include <string>

namespace nereus {

/// Reports how far a piece of work is and how long it will still take.
/// On a terminal: a bar. Otherwise: a line for each tenth of the work and at least every ten seconds.
class Progress {
 public:
  /// \param title what is being done
  /// \param total number of steps
  Progress(std::string title, std::int64_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// \param done steps done so far; \param note printed behind the bar ("RESS 99.1 %")
  void update(std::int64_t done, const std::string& note = {});
  /// \param steps number of steps found done by an earlier run: they do not count for the speed
  void skip(std::int64_t steps);
  void finish(const std::string& note = {});

 private:
  void print(bool last, const std::string& note);
  std::string title_;
  std::int64_t total_, done_ = 0, skipped_ = 0, printed_ = 0;
  std::chrono::steady_clock::time_point start_, last_print_;
  bool terminal_, finished_ = false;
};

}  // namespace nereus
