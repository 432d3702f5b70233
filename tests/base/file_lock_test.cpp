#include "base/file_lock.hpp"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

#include "base/error.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class FileLocks : public TemporaryFolder {};

std::atomic<int> signals{0};

TEST_F(FileLocks, ASecondHolderIsRefusedAndNothingStays) {
  {
    const FileLock first(path("lock"), FileLock::IfHeld::fail, "held");
    EXPECT_REFUSED(FileLock(path("lock"), FileLock::IfHeld::fail, "it is held"), FileError, "it is held");
  }
  EXPECT_EQ(files(), 0U);
  EXPECT_NO_THROW(FileLock(path("lock"), FileLock::IfHeld::fail, "held"));
  EXPECT_REFUSED(FileLock(path("absent/lock"), FileLock::IfHeld::fail, "held"), FileError, "absent/lock");
}

// A host's timers interrupt the wait; the holder removes the file that is waited for.
TEST_F(FileLocks, WaitingOutlastsSignalsAndEndsWithALockOfTheNamedFile) {
  struct sigaction interrupt {};
  interrupt.sa_handler = [](int) { ++signals; };  // without SA_RESTART: system calls fail with EINTR
  sigaction(SIGALRM, &interrupt, nullptr);
  auto first = std::make_unique<FileLock>(path("lock"), FileLock::IfHeld::fail, "held");
  std::atomic<bool> released{false};
  std::thread holder([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    released = true;
    first.reset();
  });
  pthread_t waiting = pthread_self();
  std::thread host([waiting] {
    for (int i = 0; i < 10; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      pthread_kill(waiting, SIGALRM);
    }
  });
  {
    const FileLock second(path("lock"), FileLock::IfHeld::wait, "waiting");
    EXPECT_TRUE(released) << "a signal ended the wait, without the lock";
    EXPECT_GT(signals, 0);
    EXPECT_REFUSED(FileLock(path("lock"), FileLock::IfHeld::fail, "held"), FileError, "held");
    holder.join();
    host.join();
  }
  EXPECT_EQ(files(), 0U);
  signal(SIGALRM, SIG_DFL);
}

}  // namespace
}  // namespace nereus
