#include "base/output_stream.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <streambuf>

#include "base/atomic_file.hpp"
#include "base/error.hpp"

namespace nereus {
namespace {

/// Takes bytes and throws FileError if it cannot.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  virtual void write(const char* bytes, std::size_t size) = 0;
  virtual void close() = 0;
};

class FileSink : public ByteSink {
 public:
  explicit FileSink(const std::string& path) : file_(path) {}
  void write(const char* bytes, std::size_t size) override { file_.append(bytes, size); }
  void close() override { file_.commit(); }

 private:
  AtomicFile file_;
};

class StandardOutputSink : public ByteSink {
 public:
  void write(const char* bytes, std::size_t size) override {
    while (size > 0) {
      const ssize_t count = ::write(STDOUT_FILENO, bytes, size);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw FileError(fmt::format("cannot write standard output ({})", std::strerror(errno)));
      bytes += count;
      size -= static_cast<std::size_t>(count);
    }
  }
  void close() override {}
};

/// Compresses as gzip does, without name and time: the same text gives the same bytes.
class GzipSink : public ByteSink {
 public:
  explicit GzipSink(std::unique_ptr<ByteSink> target) : target_(std::move(target)) {
    constexpr int largest_window = 15, with_gzip_header = 16, default_memory = 8;
    if (deflateInit2(&zlib_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, largest_window + with_gzip_header,
                     default_memory, Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::runtime_error("zlib refuses to compress");
    }
  }
  ~GzipSink() override { deflateEnd(&zlib_); }

  void write(const char* bytes, std::size_t size) override {
    // zlib's older interface does not promise to leave its input alone, but does.
    zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes));
    zlib_.avail_in = static_cast<uInt>(size);
    deflate_all(Z_NO_FLUSH);
  }
  void close() override {
    zlib_.avail_in = 0;
    deflate_all(Z_FINISH);
    target_->close();
  }

 private:
  void deflate_all(int flush) {
    do {
      zlib_.next_out = reinterpret_cast<Bytef*>(piece_.data());
      zlib_.avail_out = static_cast<uInt>(piece_.size());
      deflate(&zlib_, flush);
      target_->write(piece_.data(), piece_.size() - zlib_.avail_out);
    } while (zlib_.avail_out == 0);
  }

  std::unique_ptr<ByteSink> target_;
  z_stream zlib_{};
  std::array<char, 1 << 16> piece_{};
};

/// Collects characters and hands them to a sink; the first failure is kept, later ones are not tried.
class SinkBuffer : public std::streambuf {
 public:
  explicit SinkBuffer(ByteSink& sink) : sink_(sink) { setp(piece_.data(), piece_.data() + piece_.size()); }

  bool hand_over() {
    if (!failure_) {
      try {
        sink_.write(pbase(), static_cast<std::size_t>(pptr() - pbase()));
      } catch (const FileError&) {
        failure_ = std::current_exception();
      }
    }
    setp(piece_.data(), piece_.data() + piece_.size());
    return !failure_;
  }
  void refuse_failure() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 protected:
  int overflow(int character) override {
    if (!hand_over()) return traits_type::eof();
    if (character != traits_type::eof()) {
      *pptr() = traits_type::to_char_type(character);
      pbump(1);
    }
    return traits_type::not_eof(character);
  }
  int sync() override { return hand_over() ? 0 : -1; }

 private:
  ByteSink& sink_;
  std::exception_ptr failure_;
  std::array<char, 1 << 16> piece_{};
};

std::unique_ptr<ByteSink> compressed(bool gzip, std::unique_ptr<ByteSink> sink) {
  if (!gzip) return sink;
  return std::make_unique<GzipSink>(std::move(sink));
}

}  // namespace

struct OutputStream::State {
  std::unique_ptr<ByteSink> sink;
  SinkBuffer buffer;
  std::ostream stream;

  explicit State(std::unique_ptr<ByteSink> target)
      : sink(std::move(target)), buffer(*sink), stream(&buffer) {}
};

OutputStream::OutputStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
OutputStream::~OutputStream() = default;

std::unique_ptr<OutputStream> OutputStream::to_file(const std::string& path) {
  const bool gzip = path.size() > 3 && path.compare(path.size() - 3, 3, ".gz") == 0;
  return std::unique_ptr<OutputStream>(
      new OutputStream(std::make_unique<State>(compressed(gzip, std::make_unique<FileSink>(path)))));
}

std::unique_ptr<OutputStream> OutputStream::to_standard_output(bool gzip) {
  return std::unique_ptr<OutputStream>(
      new OutputStream(std::make_unique<State>(compressed(gzip, std::make_unique<StandardOutputSink>()))));
}

std::ostream& OutputStream::stream() { return state_->stream; }

void OutputStream::refuse_failure() const { state_->buffer.refuse_failure(); }

void OutputStream::close() {
  state_->buffer.hand_over();
  refuse_failure();
  state_->sink->close();
}

}  // namespace nereus
