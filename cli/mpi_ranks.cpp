#include "cli/mpi_ranks.hpp"

#include "base/error.hpp"

#ifdef NEREUS_MPI
#define OMPI_SKIP_MPICXX  // the C++ classes that MPI has dropped
#include <mpi.h>

#include <exception>

namespace nereus {
namespace {

/// MPI from here to the end of the object's life.
class Session {
 public:
  Session() { MPI_Init(nullptr, nullptr); }
  ~Session() { MPI_Finalize(); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  int rank() const {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
  }
  int count() const {
    int count = 0;
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    return count;
  }
  /// Waits for all ranks.
  int largest(int own) const {
    int largest = 0;
    MPI_Allreduce(&own, &largest, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
    return largest;
  }
};

int exit_code_of(const std::exception_ptr& failure) {
  if (!failure) return 0;
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error.exit_code();
  } catch (...) {
    return 1;
  }
}

/// Every rank learns how all have ended: none waits for one that has given up.
void run_together(const Session& session, const std::function<void()>& step) {
  std::exception_ptr failure;
  try {
    step();
  } catch (...) {
    failure = std::current_exception();
  }
  const int worst = session.largest(exit_code_of(failure));
  if (failure) std::rethrow_exception(failure);
  if (worst != 0)
    throw Error("another rank has failed (its message tells why); run again, and it goes on", worst);
}

}  // namespace

void run_on_ranks(const std::function<void(const Shard& part)>& work,
                  const std::function<void(const std::vector<Shard>& parts)>& finish) {
  const Session session;
  std::vector<Shard> parts;
  for (int rank = 0; rank < session.count(); ++rank) parts.push_back({rank + 1, session.count()});
  const auto own = static_cast<std::size_t>(session.rank());
  run_together(session, [&] { work(parts[own]); });
  run_together(session, [&] {
    if (own == 0) finish(parts);
  });
}

}  // namespace nereus

#else

namespace nereus {

void run_on_ranks(const std::function<void(const Shard& part)>&,
                  const std::function<void(const std::vector<Shard>& parts)>&) {
  throw InputError(
      "this nereus was built without MPI (cmake -DNEREUS_MPI=ON builds it with MPI); use --shard");
}

}  // namespace nereus

#endif
