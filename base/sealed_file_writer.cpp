#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/atomic_file.hpp"
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

/// Times would make two files with the same content differ.
void forget_times(const H5::PropList& properties) { H5Pset_obj_track_times(properties.getId(), 0); }

H5::DSetCreatPropList properties_of(const Shape& shape) {
  H5::DSetCreatPropList properties;
  forget_times(properties);
  const bool can_have_chunks = !shape.empty() && elements(shape) > 0;
  if (can_have_chunks) {
    const Shape chunk = chunk_of(shape);
    properties.setChunk(static_cast<int>(chunk.size()), chunk.data());
    properties.setShuffle();
    properties.setDeflate(4);
    properties.setFletcher32();
  }
  return properties;
}

H5::StrType text_type(std::size_t size) {
  H5::StrType type(H5::PredType::C_S1, std::max<std::size_t>(size, 1));
  type.setCset(H5T_CSET_UTF8);
  type.setStrpad(H5T_STR_NULLPAD);
  return type;
}

/// The file is built in memory: only AtomicFile touches the disk, so that a full disk is one clear error.
H5::H5File memory_file(const std::string& path) {
  constexpr std::size_t growth = 1 << 20;
  H5::FileAccPropList access;
  access.setCore(growth, false);
  access.setLibverBounds(H5F_LIBVER_V110, H5F_LIBVER_V110);
  H5::FileCreatPropList creation;
  forget_times(creation);
  return H5::H5File(path, H5F_ACC_TRUNC, creation, access);
}

std::string image_of(const H5::H5File& file) {
  file.flush(H5F_SCOPE_GLOBAL);
  const ssize_t size = H5Fget_file_image(file.getId(), nullptr, 0);
  if (size < 0) throw H5::FileIException("H5Fget_file_image", "no size");
  std::string image(static_cast<std::size_t>(size), '\0');
  if (H5Fget_file_image(file.getId(), image.data(), image.size()) < 0) {
    throw H5::FileIException("H5Fget_file_image", "no image");
  }
  return image;
}

}  // namespace

struct SealedFileWriter::State {
  std::string path, kind;
  AtomicFile target;
  H5::H5File file;
  std::set<std::string> groups{"/"};

  State(const std::string& file_path, const std::string& file_kind)
      : path(file_path), kind(file_kind), target(file_path) {}

  void make_group(const std::string& group) {
    if (group.empty() || !groups.insert(group).second) return;
    make_group(group.substr(0, group.rfind('/')));
    const H5::PropList creation(H5P_GROUP_CREATE);
    forget_times(creation);
    const hid_t id = H5Gcreate2(file.getId(), group.c_str(), H5P_DEFAULT, creation.getId(), H5P_DEFAULT);
    if (id < 0) throw H5::GroupIException("H5Gcreate2", group);
    H5Gclose(id);
  }

  /// Attributes sit on groups and datasets alike.
  template <class Write>
  void on_object(const std::string& object, Write write_attribute) {
    detail::with_hdf5("write an attribute of " + object + " to", path, [&] {
      const bool is_dataset = object != "/" && groups.count(object) == 0 && file.nameExists(object);
      if (is_dataset) {
        write_attribute(file.openDataSet(object));
      } else {
        make_group(object == "/" ? "" : object);
        write_attribute(file.openGroup(object));
      }
    });
  }

  void write(const std::string& name, const std::vector<std::size_t>& shape, std::size_t given,
             const H5::PredType& stored, const H5::PredType& memory, const void* values,
             const std::string& units) {
    const Shape extents(shape.begin(), shape.end());
    if (elements(extents) != given) {
      throw std::runtime_error(fmt::format("{}: {} values do not fill the shape of {}", path, given, name));
    }
    detail::with_hdf5("write " + name + " to", path, [&] {
      make_group(name.substr(0, name.rfind('/')));
      const H5::DataSet dataset =
          file.createDataSet(name, stored, space_of(extents), properties_of(extents));
      if (given > 0) dataset.write(values, memory);
      const H5::StrType type = text_type(units.size());
      dataset.createAttribute("units", type, H5::DataSpace()).write(type, units.c_str());
    });
  }
};

SealedFileWriter::SealedFileWriter(const std::string& path, const std::string& kind)
    : state_(std::make_unique<State>(path, kind)) {
  detail::with_hdf5("begin", path, [&] { state_->file = memory_file(path); });
}

SealedFileWriter::~SealedFileWriter() {
  const auto lock = detail::hdf5_lock();
  state_.reset();
}

void SealedFileWriter::write(const std::string& path, const Hdf5Array& array, const std::string& units) {
  state_->write(path, array.shape, array.values.size(), H5::PredType::IEEE_F64LE,
                H5::PredType::NATIVE_DOUBLE, array.values.data(), units);
}

void SealedFileWriter::write(const std::string& path, const std::vector<double>& values,
                             const std::string& units) {
  state_->write(path, {values.size()}, values.size(), H5::PredType::IEEE_F64LE,
                H5::PredType::NATIVE_DOUBLE, values.data(), units);
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

void SealedFileWriter::write_float(const std::string& path, const std::vector<std::size_t>& shape,
                                   const std::vector<float>& values, const std::string& units) {
  state_->write(path, shape, values.size(), H5::PredType::IEEE_F32LE, H5::PredType::NATIVE_FLOAT,
                values.data(), units);
}

void SealedFileWriter::attribute(const std::string& object, const std::string& name,
                                 const std::string& value) {
  const H5::StrType type = text_type(value.size());
  state_->on_object(object, [&](const H5::H5Object& target) {
    target.createAttribute(name, type, H5::DataSpace()).write(type, value.data());
  });
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
  std::size_t longest = 1;
  for (const std::string& value : values) longest = std::max(longest, value.size());
  std::string padded;
  for (std::string value : values) {
    value.resize(longest, '\0');
    padded += value;
  }
  const H5::StrType type = text_type(longest);
  state_->on_object(object, [&](const H5::H5Object& target) {
    const H5::Attribute attribute = target.createAttribute(name, type, space_of({values.size()}));
    if (!values.empty()) attribute.write(type, padded.data());
  });
}

void SealedFileWriter::close() {
  const std::string body = detail::with_hdf5("finish", state_->path, [&] {
    std::string image = image_of(state_->file);
    state_->file.close();
    return image;
  });
  state_->target.append(make_seal(state_->kind, body));
  state_->target.append(body);
  state_->target.commit();
}

}  // namespace nereus
