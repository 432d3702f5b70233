#include <fmt/format.h>

#include <cmath>

#include "base/hdf5_guard.hpp"
#include "base/seal.hpp"
#include "base/sealed_file.hpp"

namespace nereus {

namespace detail {

std::unique_lock<std::recursive_mutex> hdf5_lock() {
  static std::recursive_mutex mutex;
  std::unique_lock<std::recursive_mutex> lock(mutex);
  H5::Exception::dontPrint();  // the failure is reported once, by us
  return lock;
}

}  // namespace detail

struct SealedFileReader::State {
  std::string path;
  H5::H5File file;

  explicit State(const std::string& file_path) : path(file_path) {
    detail::with_hdf5("open", path, [&] { file.openFile(path, H5F_ACC_RDONLY); });
  }

  /// False for an absent dataset or group, also if a group above it is absent.
  bool has(const std::string& name) const {
    if (name == "/") return true;
    for (std::size_t slash = name.find('/', 1); slash != std::string::npos;
         slash = name.find('/', slash + 1)) {
      if (!file.nameExists(name.substr(0, slash))) return false;
    }
    return file.nameExists(name);
  }

  void require(const std::string& name) const {
    if (!has(name)) throw FileError(fmt::format("{} has no {} (it was made by another program)", path, name));
  }

  H5::DataSet numeric_dataset(const std::string& name) const {
    require(name);
    H5::DataSet dataset = file.openDataSet(name);
    const H5T_class_t kind = dataset.getTypeClass();
    if (kind != H5T_INTEGER && kind != H5T_FLOAT) {
      throw FileError(fmt::format("{}: {} is not numeric (numbers are needed here)", path, name));
    }
    require_stored(name, dataset);
    return dataset;
  }

  /// No file is believed to hold more numbers than its bytes can: memory is asked for as many.
  void require_stored(const std::string& name, const H5::DataSet& dataset) const {
    constexpr double largest_ratio = 1032;  // of deflate
    double bytes = static_cast<double>(dataset.getDataType().getSize());
    for (const hsize_t extent : extents_of(dataset.getSpace())) bytes *= static_cast<double>(extent);
    const auto stored = static_cast<double>(dataset.getStorageSize());
    if (bytes > largest_ratio * stored) {
      throw FileError(
          fmt::format("{}: {} has {:g} bytes of numbers in {:g} of the file (it was made by another program)",
                      path, name, bytes, stored));
    }
  }

  static std::vector<hsize_t> extents_of(const H5::DataSpace& space) {
    std::vector<hsize_t> extents(static_cast<std::size_t>(space.getSimpleExtentNdims()));
    if (!extents.empty()) space.getSimpleExtentDims(extents.data());
    return extents;
  }

  template <class Number>
  std::vector<Number> read(const std::string& name, const H5::PredType& type,
                           std::vector<std::size_t>* shape = nullptr) const {
    return detail::with_hdf5("read " + name + " from", path, [&] {
      const H5::DataSet dataset = numeric_dataset(name);
      const H5::DataSpace space = dataset.getSpace();
      std::vector<Number> values(static_cast<std::size_t>(space.getSimpleExtentNpoints()));
      if (!values.empty()) dataset.read(values.data(), type);
      if (shape != nullptr) {
        const std::vector<hsize_t> extents = extents_of(space);
        shape->assign(extents.begin(), extents.end());
      }
      return values;
    });
  }

  template <class Number>
  std::vector<Number> read_rows(const std::string& name, const H5::PredType& type, std::size_t first,
                                std::size_t count, std::vector<std::size_t>* shape = nullptr) const {
    return detail::with_hdf5("read " + name + " from", path, [&] {
      const H5::DataSet dataset = numeric_dataset(name);
      H5::DataSpace space = dataset.getSpace();
      std::vector<hsize_t> extents = extents_of(space);
      if (extents.empty() || first + count > extents[0]) {
        throw FileError(fmt::format("{}: {} does not reach to row {}", path, name, first + count));
      }
      std::vector<hsize_t> start(extents.size(), 0);
      start[0] = first;
      extents[0] = count;
      std::size_t elements = 1;
      for (const hsize_t extent : extents) elements *= extent;
      std::vector<Number> values(elements);
      if (elements > 0) {
        space.selectHyperslab(H5S_SELECT_SET, extents.data(), start.data());
        dataset.read(values.data(), type, H5::DataSpace(static_cast<int>(extents.size()), extents.data()),
                     space);
      }
      if (shape != nullptr) shape->assign(extents.begin(), extents.end());
      return values;
    });
  }

  bool is_dataset(const std::string& name) const {
    return name != "/" && file.childObjType(name) == H5O_TYPE_DATASET;
  }

  template <class Read>
  auto on_attribute(const std::string& object, const std::string& name, Read read_attribute) const {
    return detail::with_hdf5("read the attribute " + name + " of " + object + " from", path, [&] {
      require(object);
      const auto read_from = [&](const H5::H5Object& owner) {
        if (!owner.attrExists(name)) {
          throw FileError(fmt::format("{}: {} has no attribute '{}'", path, object, name));
        }
        return read_attribute(owner.openAttribute(name));
      };
      return is_dataset(object) ? read_from(file.openDataSet(object)) : read_from(file.openGroup(object));
    });
  }
};

namespace {

/// Strings of an attribute, of fixed or variable length, one or many.
std::vector<std::string> texts_of(const H5::Attribute& attribute, const std::string& path) {
  if (attribute.getTypeClass() != H5T_STRING) {
    throw FileError(fmt::format("{}: attribute '{}' is not text", path, attribute.getName()));
  }
  const H5::DataSpace space = attribute.getSpace();
  const auto count = static_cast<std::size_t>(space.getSimpleExtentNpoints());
  const H5::StrType type = attribute.getStrType();
  std::vector<std::string> texts;
  if (count == 0) return texts;
  if (type.isVariableStr()) {
    std::vector<char*> pointers(count, nullptr);
    attribute.read(type, pointers.data());
    for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
    H5Dvlen_reclaim(type.getId(), space.getId(), H5P_DEFAULT, pointers.data());
    return texts;
  }
  const std::size_t size = type.getSize();
  std::string all(count * size, '\0');
  attribute.read(type, all.data());
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = all.substr(i * size, size);
    texts.push_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

}  // namespace

SealedFileReader::SealedFileReader() = default;

SealedFileReader::SealedFileReader(const std::string& path, const std::string& kind) {
  check_seal(path, kind);
  state_ = std::make_unique<State>(path);
}

SealedFileReader SealedFileReader::open_unsealed(const std::string& path) {
  SealedFileReader reader;
  reader.state_ = std::make_unique<State>(path);
  return reader;
}

SealedFileReader::~SealedFileReader() {
  const auto lock = detail::hdf5_lock();
  state_.reset();
}

SealedFileReader::SealedFileReader(SealedFileReader&&) noexcept = default;

const std::string& SealedFileReader::path() const { return state_->path; }

bool SealedFileReader::has(const std::string& path) const {
  return detail::with_hdf5("search", state_->path, [&] { return state_->has(path); });
}

bool SealedFileReader::has_attribute(const std::string& object, const std::string& name) const {
  return detail::with_hdf5("search", state_->path, [&] {
    if (!state_->has(object)) return false;
    return state_->is_dataset(object) ? state_->file.openDataSet(object).attrExists(name)
                                      : state_->file.openGroup(object).attrExists(name);
  });
}

Hdf5Array SealedFileReader::read(const std::string& path) const {
  Hdf5Array array;
  array.values = state_->read<double>(path, H5::PredType::NATIVE_DOUBLE, &array.shape);
  return array;
}

std::vector<double> SealedFileReader::read_numbers(const std::string& path, std::size_t count) const {
  std::vector<double> values = state_->read<double>(path, H5::PredType::NATIVE_DOUBLE);
  if (values.size() != count) {
    throw FileError(
        fmt::format("{}: {} has {} values ({} are needed here)", state_->path, path, values.size(), count));
  }
  return values;
}

Eigen::ArrayXd SealedFileReader::read_vector(const std::string& path) const {
  const std::vector<double> values = state_->read<double>(path, H5::PredType::NATIVE_DOUBLE);
  return Eigen::Map<const Eigen::ArrayXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

double SealedFileReader::read_scalar(const std::string& path) const { return read_numbers(path, 1).front(); }

std::vector<std::int64_t> SealedFileReader::read_integers(const std::string& path) const {
  return state_->read<std::int64_t>(path, H5::PredType::NATIVE_INT64);
}

std::size_t SealedFileReader::rows(const std::string& path) const {
  return detail::with_hdf5("read " + path + " from", state_->path, [&] {
    const std::vector<hsize_t> extents = State::extents_of(state_->numeric_dataset(path).getSpace());
    if (extents.empty()) throw FileError(fmt::format("{}: {} is one number, not rows", state_->path, path));
    return static_cast<std::size_t>(extents.front());
  });
}

Hdf5Array SealedFileReader::read_rows(const std::string& path, std::size_t first, std::size_t count) const {
  Hdf5Array array;
  array.values = state_->read_rows<double>(path, H5::PredType::NATIVE_DOUBLE, first, count, &array.shape);
  return array;
}

std::vector<std::int64_t> SealedFileReader::read_integer_rows(const std::string& path, std::size_t first,
                                                              std::size_t count) const {
  return state_->read_rows<std::int64_t>(path, H5::PredType::NATIVE_INT64, first, count);
}

std::vector<float> SealedFileReader::read_float(const std::string& path) const {
  return state_->read<float>(path, H5::PredType::NATIVE_FLOAT);
}

std::vector<std::int16_t> SealedFileReader::read_int16(const std::string& path) const {
  return state_->read<std::int16_t>(path, H5::PredType::NATIVE_INT16);
}

std::string SealedFileReader::text_attribute(const std::string& object, const std::string& name) const {
  const std::vector<std::string> texts = list_attribute(object, name);
  if (texts.size() != 1) {
    throw FileError(fmt::format("{}: attribute '{}' of {} has {} texts (1 is needed here)", state_->path,
                                name, object, texts.size()));
  }
  return texts.front();
}

double SealedFileReader::number_attribute(const std::string& object, const std::string& name) const {
  return state_->on_attribute(object, name, [&](const H5::Attribute& attribute) {
    const H5T_class_t kind = attribute.getTypeClass();
    const bool numeric = kind == H5T_INTEGER || kind == H5T_FLOAT;
    if (!numeric || attribute.getSpace().getSimpleExtentNpoints() != 1) {
      throw FileError(fmt::format("{}: attribute '{}' of {} is not one number", state_->path, name, object));
    }
    double value = 0;
    attribute.read(H5::PredType::NATIVE_DOUBLE, &value);
    return value;
  });
}

std::int64_t SealedFileReader::integer_attribute(const std::string& object, const std::string& name,
                                                 std::int64_t min, std::int64_t max) const {
  const double value = number_attribute(object, name);
  // Doubles are whole numbers up to 2^53, and the cast is defined.
  constexpr double largest = 9007199254740992.0;
  const bool whole = std::abs(value) <= largest && value == std::floor(value);
  if (!whole || static_cast<std::int64_t>(value) < min || static_cast<std::int64_t>(value) > max) {
    throw FileError(fmt::format("{}: attribute '{}' of {} is {} (a whole number from {} to {} is needed)",
                                state_->path, name, object, value, min, max));
  }
  return static_cast<std::int64_t>(value);
}

std::vector<std::string> SealedFileReader::list_attribute(const std::string& object,
                                                          const std::string& name) const {
  return state_->on_attribute(
      object, name, [&](const H5::Attribute& attribute) { return texts_of(attribute, state_->path); });
}

bool is_sealed(const std::string& path, const std::string& kind) {
  try {
    check_seal(path, kind);
    return true;
  } catch (const FileError&) {
    return false;
  }
}

}  // namespace nereus
