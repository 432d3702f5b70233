#include "generator/event_file_reader.hpp"

#include "base/error.hpp"
#include "generator/event_file_writer.hpp"
#include "tests/base/sealed_change.hpp"
#include "tests/base/temporary_folder.hpp"

namespace nereus {
namespace {

class EventFileReaders : public TemporaryFolder {
 protected:
  std::string written(std::int64_t shell) const {
    RunHeader header;
    header.mode = "weighted";
    header.events = 1;
    header.weight_names = {"CV"};
    header.nucleus = "C12";
    header.shells = {{"1s1/2", 34, 0, 34, 1}, {"1p3/2", 17, 0, 17, 1}};
    header.flux.flux = {"flat", "", "arbitrary", {200, 1000}, {1}};
    EventFileWriter file(path("e.h5"), header);
    RecordedEvent event;
    event.shell = shell;
    event.weights = {1};
    file.write({event});
    file.close();
    return path("e.h5");
  }
};

// What reads events looks shells up by their number.
TEST_F(EventFileReaders, EventsOfShellsThatThereAreNotAreRefused) {
  for (const std::int64_t shell : {0, 1}) EXPECT_NO_THROW(EventFileReader(written(shell)).read(0, 1));
  for (const std::int64_t shell : {-1, 2, 1000000}) {
    EXPECT_REFUSED(EventFileReader(written(shell)).read(0, 1), FileError,
                   "e.h5: an event has shell " + std::to_string(shell) + " (there are 2");
  }
}

// Rows without numbers would be read beyond their end.
TEST_F(EventFileReaders, RowsWithoutNumbersAreRefused) {
  const auto read_without = [&](const std::string& column, const H5::PredType& type) {
    const std::string file = written(0);
    change_sealed(file, "events", [&](H5::H5File& content) {
      const hsize_t extents[] = {1, 0};
      content.unlink("/events/" + column);
      content.createDataSet("/events/" + column, type, H5::DataSpace(2, extents));
    });
    return EventFileReader(file).read(0, 1);
  };
  EXPECT_REFUSED(read_without("log_q", H5::PredType::NATIVE_DOUBLE), FileError,
                 "log_q has 0 numbers for 1 events");
  EXPECT_REFUSED(read_without("trials", H5::PredType::NATIVE_INT64), FileError,
                 "trials has 0 numbers for 1 events");
}

}  // namespace
}  // namespace nereus
