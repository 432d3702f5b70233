#pragma once
// HDF5 files that are either whole and unchanged or refused.
//
// Every file we write is HDF5 (superblock of HDF5 1.10, chunked, mostly deflated, fletcher32) behind a
// 512-byte user block that holds the SHA-256 of everything after it. h5py and h5dump open it as any
// other HDF5 file; our reader checks the seal before HDF5 parses a byte.

#include <Eigen/Core>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace nereus {

/// Whether a dataset is compressed. Numbers that differ in all their bits shrink by an eighth, and cost more
/// time than everything else that is done to them.
enum class Compression { deflate, none };

/// Shape and values of an n-dimensional dataset, C order.
struct Hdf5Array {
  std::vector<std::size_t> shape;
  std::vector<double> values;
};

/// Writes one sealed file. Paths are absolute inside the file ("/events/omega_mev"); groups are made
/// as needed. The bytes go to "<path>.part" as they come, so that memory stays flat; the file appears at
/// `close()`. A full disk is a FileError of the call that meets it or of a later one, and leaves nothing.
class SealedFileWriter {
 public:
  /// \param kind what the file is ("meanfield", "dataset", "surrogate", "events" ...)
  SealedFileWriter(const std::string& path, const std::string& kind);
  ~SealedFileWriter();
  SealedFileWriter(const SealedFileWriter&) = delete;
  SealedFileWriter& operator=(const SealedFileWriter&) = delete;

  /// \param units attribute `units` of the dataset, "1" if dimensionless
  void write(const std::string& path, const Hdf5Array& array, const std::string& units);
  void write(const std::string& path, const std::vector<double>& values, const std::string& units,
             Compression compression = Compression::deflate);
  void write(const std::string& path, const Eigen::Ref<const Eigen::ArrayXd>& values,
             const std::string& units);
  void write(const std::string& path, const std::vector<std::int64_t>& values, const std::string& units);
  /// Adds rows to a dataset that grows along its first axis (made by the first call). array.shape = (rows,
  /// ...); the later axes must agree between calls. The first call decides about the compression.
  void append(const std::string& path, const Hdf5Array& array, const std::string& units,
              Compression compression = Compression::deflate);
  void append(const std::string& path, const std::vector<std::int64_t>& values, const std::string& units);
  /// 32-bit floats (network weights).
  void write_float(const std::string& path, const std::vector<std::size_t>& shape,
                   const std::vector<float>& values, const std::string& units);
  /// 16-bit integers. They are not compressed: large tables of rounded numbers do not shrink, and are read
  /// faster.
  void write_int16(const std::string& path, const std::vector<std::size_t>& shape,
                   const std::vector<std::int16_t>& values, const std::string& units);
  void attribute(const std::string& object, const std::string& name, const std::string& value);
  void attribute(const std::string& object, const std::string& name, double value);
  void attribute(const std::string& object, const std::string& name, std::int64_t value);
  void attribute(const std::string& object, const std::string& name, const std::vector<std::string>& values);

  /// Seals the file and renames it into place. \throws FileError
  void close();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads a sealed file.
class SealedFileReader {
 public:
  /// \throws FileError if the file is missing, not ours, of another kind, truncated or altered
  SealedFileReader(const std::string& path, const std::string& kind);
  /// Opens an HDF5 file that is not ours and has no seal (reference fields). \throws FileError
  static SealedFileReader open_unsealed(const std::string& path);
  ~SealedFileReader();
  SealedFileReader(SealedFileReader&&) noexcept;

  bool has(const std::string& path) const;
  bool has_attribute(const std::string& object, const std::string& name) const;
  /// Any numeric type, converted to double. \throws FileError if absent or not numeric
  Hdf5Array read(const std::string& path) const;
  /// As many numbers as are needed, whatever their shape. \throws FileError if there are more or fewer
  std::vector<double> read_numbers(const std::string& path, std::size_t count) const;
  Eigen::ArrayXd read_vector(const std::string& path) const;
  double read_scalar(const std::string& path) const;
  std::vector<std::int64_t> read_integers(const std::string& path) const;
  /// Length of the first axis. \throws FileError if there is no such dataset, or it has no axes
  std::size_t rows(const std::string& path) const;
  /// Rows first ... first + count - 1 along the first axis. \throws FileError if there are fewer
  Hdf5Array read_rows(const std::string& path, std::size_t first, std::size_t count) const;
  std::vector<std::int64_t> read_integer_rows(const std::string& path, std::size_t first,
                                              std::size_t count) const;
  std::vector<float> read_float(const std::string& path) const;
  std::vector<std::int16_t> read_int16(const std::string& path) const;
  std::string text_attribute(const std::string& object, const std::string& name) const;
  double number_attribute(const std::string& object, const std::string& name) const;
  /// \throws FileError if it is no whole number of this range
  std::int64_t integer_attribute(const std::string& object, const std::string& name, std::int64_t min,
                                 std::int64_t max) const;
  std::vector<std::string> list_attribute(const std::string& object, const std::string& name) const;
  const std::string& path() const;

 private:
  SealedFileReader();
  struct State;
  std::unique_ptr<State> state_;
};

/// True if `path` exists and carries an intact seal of this kind.
bool is_sealed(const std::string& path, const std::string& kind);

}  // namespace nereus
