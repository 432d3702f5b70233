#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/atomic_file.hpp"
#include "base/fingerprint.hpp"
#include "base/hdf5_disk_file.hpp"
#include "base/hdf5_guard.hpp"
#include "base/seal.hpp"
#include "base/sealed_file.hpp"

namespace nereus {
namespace {

using Shape = std::vector<hsize_t>;

hsize_t elements(const Shape& shape) {
  hsize_t product = 1;
  for (const hsize_t extent : shape) product *= extent;
  return product;
}

H5::DataSpace space_of(const Shape& shape) {
  return shape.empty() ? H5::DataSpace() : H5::DataSpace(static_cast<int>(shape.size()), shape.data());
}

/// Chunks of at most 128 Ki elements: large enough to compress, small enough to read a part.
Shape chunk_of(Shape shape) {
  constexpr hsize_t largest = 1 << 17;
  for (hsize_t& extent : shape) {
    while (elements(shape) > largest && extent > 1) extent = (extent + 1) / 2;
  }
  return shape;
}

H5::DSetCreatPropList properties_of(const Shape& shape, Compression compression = Compression::deflate) {
  H5::DSetCreatPropList properties;
  detail::forget_times(properties);
  const bool can_have_chunks = !shape.empty() && elements(shape) > 0;
  if (can_have_chunks) {
    const Shape chunk = chunk_of(shape);
    properties.setChunk(static_cast<int>(chunk.size()), chunk.data());
    if (compression == Compression::deflate) {
      properties.setShuffle();
      properties.setDeflate(4);
    }
    properties.setFletcher32();
  }
  return properties;
}

/// Of variable length, which h5py reads as str; texts of fixed length reach it as bytes.
H5::StrType text_type() {
  H5::StrType type(H5::PredType::C_S1, H5T_VARIABLE);
  type.setCset(H5T_CSET_UTF8);
  return type;
}

void write_text(const H5::H5Object& object, const std::string& name, const std::string& value) {
  const char* const text = value.c_str();
  object.createAttribute(name, text_type(), H5::DataSpace()).write(text_type(), &text);
}

}  // namespace

struct SealedFileWriter::State {
  std::string path, kind;
  AtomicFile target;
  std::optional<detail::Hdf5DiskFile> disk;
  std::set<std::string> groups{"/"};
  std::map<std::string, H5::DataSet> growing;  // closed before the file: they keep it open

  State(const std::string& file_path, const std::string& file_kind)
      : path(file_path), kind(file_kind), target(file_path) {}

  const H5::H5File& file() const { return disk->file(); }

  /// Lets HDF5 do something; a failure of the disk is what is reported, whatever HDF5 makes of it.
  template <class Action>
  void with_hdf5(const std::string& what, Action action) {
    const auto lock = detail::hdf5_lock();
    try {
      detail::with_hdf5(what, path, action);
    } catch (const FileError&) {
      if (disk) disk->refuse_failure();
      throw;
    }
    disk->refuse_failure();
  }

  void make_group(const std::string& group) {
    if (group.empty() || !groups.insert(group).second) return;
    make_group(group.substr(0, group.rfind('/')));
    const H5::PropList creation(H5P_GROUP_CREATE);
    detail::forget_times(creation);
    const hid_t id = H5Gcreate2(file().getId(), group.c_str(), H5P_DEFAULT, creation.getId(), H5P_DEFAULT);
    if (id < 0) throw H5::GroupIException("H5Gcreate2", group);
    H5Gclose(id);
  }

  /// Attributes sit on groups and datasets alike.
  template <class Write>
  void on_object(const std::string& object, Write write_attribute) {
    with_hdf5("write an attribute of " + object + " to", [&] {
      const bool is_dataset = object != "/" && groups.count(object) == 0 && file().nameExists(object);
      if (is_dataset) {
        write_attribute(file().openDataSet(object));
      } else {
        make_group(object == "/" ? "" : object);
        write_attribute(file().openGroup(object));
      }
    });
  }

  void write(const std::string& name, const std::vector<std::size_t>& shape, std::size_t count,
             const H5::PredType& stored, const H5::PredType& given_as, const void* values,
             const std::string& units, Compression compression = Compression::deflate) {
    const Shape extents(shape.begin(), shape.end());
    if (elements(extents) != count) {
      throw std::runtime_error(fmt::format("{}: {} values do not fill the shape of {}", path, count, name));
    }
    with_hdf5("write " + name + " to", [&] {
      make_group(name.substr(0, name.rfind('/')));
      const H5::DataSet dataset =
          file().createDataSet(name, stored, space_of(extents), properties_of(extents, compression));
      if (count > 0) dataset.write(values, given_as);
      write_text(dataset, "units", units);
    });
  }

  void append(const std::string& name, const std::vector<std::size_t>& shape, std::size_t count,
              const H5::PredType& stored, const H5::PredType& given_as, const void* values,
              const std::string& units, Compression compression = Compression::deflate) {
    const Shape rows(shape.begin(), shape.end());
    if (rows.empty() || elements(rows) != count) {
      throw std::runtime_error(fmt::format("{}: the values for {} do not fill their shape", path, name));
    }
    with_hdf5("append to " + name + " of", [&] {
      if (growing.count(name) == 0) begin_growing(name, rows, stored, units, compression);
      H5::DataSet& dataset = growing.at(name);
      Shape extents(rows.size()), start(rows.size(), 0);
      dataset.getSpace().getSimpleExtentDims(extents.data());
      start[0] = extents[0];
      extents[0] += rows[0];
      if (count == 0) return;
      dataset.extend(extents.data());
      H5::DataSpace end = dataset.getSpace();
      end.selectHyperslab(H5S_SELECT_SET, rows.data(), start.data());
      dataset.write(values, given_as, space_of(rows), end);
    });
  }

  void begin_growing(const std::string& name, Shape shape, const H5::PredType& stored,
                     const std::string& units, Compression compression) {
    constexpr hsize_t rows_per_chunk = 8192;
    Shape chunk = shape, largest = shape;
    chunk[0] = rows_per_chunk;
    largest[0] = H5S_UNLIMITED;
    shape[0] = 0;
    make_group(name.substr(0, name.rfind('/')));
    const H5::DataSpace space(static_cast<int>(shape.size()), shape.data(), largest.data());
    const H5::DataSet dataset = file().createDataSet(name, stored, space, properties_of(chunk, compression));
    write_text(dataset, "units", units);
    growing.emplace(name, dataset);
  }
};

SealedFileWriter::SealedFileWriter(const std::string& path, const std::string& kind)
    : state_(std::make_unique<State>(path, kind)) {
  state_->with_hdf5("begin", [&] { state_->disk.emplace(state_->target, seal_size); });
}

SealedFileWriter::~SealedFileWriter() {
  const auto lock = detail::hdf5_lock();
  state_.reset();
}

void SealedFileWriter::write(const std::string& path, const Hdf5Array& array, const std::string& units) {
  state_->write(path, array.shape, array.values.size(), H5::PredType::IEEE_F64LE, H5::PredType::NATIVE_DOUBLE,
                array.values.data(), units);
}

void SealedFileWriter::write(const std::string& path, const std::vector<double>& values,
                             const std::string& units, Compression compression) {
  state_->write(path, {values.size()}, values.size(), H5::PredType::IEEE_F64LE, H5::PredType::NATIVE_DOUBLE,
                values.data(), units, compression);
}

void SealedFileWriter::write(const std::string& path, const Eigen::Ref<const Eigen::ArrayXd>& values,
                             const std::string& units) {
  const auto size = static_cast<std::size_t>(values.size());
  state_->write(path, {size}, size, H5::PredType::IEEE_F64LE, H5::PredType::NATIVE_DOUBLE, values.data(),
                units);
}

void SealedFileWriter::write(const std::string& path, const std::vector<std::int64_t>& values,
                             const std::string& units) {
  state_->write(path, {values.size()}, values.size(), H5::PredType::STD_I64LE, H5::PredType::NATIVE_INT64,
                values.data(), units);
}

void SealedFileWriter::append(const std::string& path, const Hdf5Array& array, const std::string& units,
                              Compression compression) {
  state_->append(path, array.shape, array.values.size(), H5::PredType::IEEE_F64LE,
                 H5::PredType::NATIVE_DOUBLE, array.values.data(), units, compression);
}

void SealedFileWriter::append(const std::string& path, const std::vector<std::int64_t>& values,
                              const std::string& units) {
  state_->append(path, {values.size()}, values.size(), H5::PredType::STD_I64LE, H5::PredType::NATIVE_INT64,
                 values.data(), units);
}

void SealedFileWriter::write_float(const std::string& path, const std::vector<std::size_t>& shape,
                                   const std::vector<float>& values, const std::string& units) {
  state_->write(path, shape, values.size(), H5::PredType::IEEE_F32LE, H5::PredType::NATIVE_FLOAT,
                values.data(), units);
}

void SealedFileWriter::write_int16(const std::string& path, const std::vector<std::size_t>& shape,
                                   const std::vector<std::int16_t>& values, const std::string& units) {
  state_->write(path, shape, values.size(), H5::PredType::STD_I16LE, H5::PredType::NATIVE_INT16,
                values.data(), units, Compression::none);
}

void SealedFileWriter::attribute(const std::string& object, const std::string& name,
                                 const std::string& value) {
  state_->on_object(object, [&](const H5::H5Object& target) { write_text(target, name, value); });
}

void SealedFileWriter::attribute(const std::string& object, const std::string& name, double value) {
  state_->on_object(object, [&](const H5::H5Object& target) {
    target.createAttribute(name, H5::PredType::IEEE_F64LE, H5::DataSpace())
        .write(H5::PredType::NATIVE_DOUBLE, &value);
  });
}

void SealedFileWriter::attribute(const std::string& object, const std::string& name, std::int64_t value) {
  state_->on_object(object, [&](const H5::H5Object& target) {
    target.createAttribute(name, H5::PredType::STD_I64LE, H5::DataSpace())
        .write(H5::PredType::NATIVE_INT64, &value);
  });
}

void SealedFileWriter::attribute(const std::string& object, const std::string& name,
                                 const std::vector<std::string>& values) {
  std::vector<const char*> texts;
  for (const std::string& value : values) texts.push_back(value.c_str());
  state_->on_object(object, [&](const H5::H5Object& target) {
    const H5::Attribute attribute = target.createAttribute(name, text_type(), space_of({values.size()}));
    if (!texts.empty()) attribute.write(text_type(), texts.data());
  });
}

void SealedFileWriter::close() {
  State& state = *state_;
  state.with_hdf5("finish", [&] {
    state.growing.clear();
    state.disk->close();
  });
  const std::string seal = make_seal(state.kind, sha256_of_file(state.target.temporary_path(), seal_size));
  state.target.write_at(0, seal.data(), seal.size());
  state.target.commit();
}

}  // namespace nereus
