#include "tests/fuzz/sealed_content.hpp"

#include <H5Cpp.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <iterator>
#include <limits>
#include <numeric>

#include "base/sealed_file.hpp"

namespace nereus::fuzz {
namespace {

NumberSet::Type type_of(const H5::DataSet& dataset) {
  const bool real = dataset.getTypeClass() == H5T_FLOAT;
  const std::size_t bytes = dataset.getDataType().getSize();
  if (real) return bytes == 4 ? NumberSet::Type::real32 : NumberSet::Type::real;
  return bytes == 2 ? NumberSet::Type::integer16 : NumberSet::Type::integer;
}

/// The numbers as another type; what does not fit becomes the nearest one that does, NaN zero.
template <class Integer>
std::vector<Integer> as_integers(const std::vector<double>& values) {
  // 2^63 - 1 is no double; 2^62 is.
  const double largest =
      std::min(std::pow(2.0, 62), static_cast<double>(std::numeric_limits<Integer>::max()));
  std::vector<Integer> integers;
  for (const double value : values) {
    integers.push_back(static_cast<Integer>(std::isnan(value) ? 0 : std::clamp(value, -largest, largest)));
  }
  return integers;
}

void write_numbers(SealedFileWriter& file, const std::string& path, const NumberSet& numbers) {
  switch (numbers.type) {
    case NumberSet::Type::real:
      return file.write(path, Hdf5Array{numbers.shape, numbers.values}, "1");
    case NumberSet::Type::integer:
      return file.write(path, as_integers<std::int64_t>(numbers.values), "1");
    case NumberSet::Type::real32:
      return file.write_float(path, numbers.shape, {numbers.values.begin(), numbers.values.end()}, "1");
    case NumberSet::Type::integer16:
      return file.write_int16(path, numbers.shape, as_integers<std::int16_t>(numbers.values), "1");
  }
}

/// Bytes of the fuzzer, one after the other; zeros behind their end.
class Script {
 public:
  explicit Script(const std::string& bytes) : bytes_(bytes) {}
  bool ended() const { return next_ >= bytes_.size(); }
  std::size_t byte() { return next_ < bytes_.size() ? static_cast<unsigned char>(bytes_[next_++]) : 0; }
  std::size_t below(std::size_t count) { return count == 0 ? 0 : (256 * byte() + byte()) % count; }
  /// A number that readers may stumble over, or any.
  double number() {
    constexpr double odd[] = {0, 1, -1, 2, 1e9, 1e300, -1e300, 9.3e18, 0.5, 1e-300, INFINITY, NAN, 4, 1000};
    const std::size_t which = byte();
    if (which < std::size(odd)) return odd[which];
    double value = 0;
    char raw[sizeof value];
    for (char& c : raw) c = static_cast<char>(byte());
    std::memcpy(&value, raw, sizeof value);
    return value;
  }
  std::string text() {
    std::string text;
    for (std::size_t left = byte() % 40; left > 0; --left) text += static_cast<char>(byte());
    return text.substr(0, text.find('\0'));  // HDF5 text ends there
  }

 private:
  const std::string& bytes_;
  std::size_t next_ = 0;
};

template <class Map>
auto entry(Map& map, Script& script) {
  return std::next(map.begin(), static_cast<std::ptrdiff_t>(script.below(map.size())));
}

void edit_dataset(SealedContent& content, Script& script) {
  if (content.datasets.empty()) return;
  const auto chosen = entry(content.datasets, script);
  NumberSet& numbers = chosen->second;
  switch (script.byte() % 4) {
    case 0:
      content.datasets.erase(chosen);
      break;
    case 1:  // another shape, with the same numbers again and again
      numbers.shape.clear();
      for (std::size_t axes = script.byte() % 4; axes > 0; --axes)
        numbers.shape.push_back(script.byte() % 20);
      {
        const std::vector<double> before = numbers.values;
        numbers.values.resize(
            std::accumulate(numbers.shape.begin(), numbers.shape.end(), std::size_t{1}, std::multiplies<>()));
        for (std::size_t i = 0; i < numbers.values.size(); ++i) {
          numbers.values[i] = before.empty() ? 0 : before[i % before.size()];
        }
      }
      break;
    case 2:
      numbers.type = static_cast<NumberSet::Type>(script.byte() % 4);
      break;
    default:
      if (!numbers.values.empty()) numbers.values[script.below(numbers.values.size())] = script.number();
  }
}

void edit_attribute(SealedContent& content, Script& script) {
  if (content.attributes.empty()) return;
  const auto chosen = entry(content.attributes, script);
  Attribute& value = chosen->second;
  auto* const texts = std::get_if<std::vector<std::string>>(&value);
  switch (script.byte() % 5) {
    case 0:
      content.attributes.erase(chosen);
      break;
    case 1:
      value = script.number();
      break;
    case 2:
      value = std::vector<std::string>(script.byte() % 5, script.text());
      break;
    case 3:  // a piece of the text is something else
      if (texts != nullptr && !texts->empty()) {
        std::string& text = (*texts)[script.below(texts->size())];
        text.replace(script.below(text.size() + 1), script.byte() % 8, script.text());
      }
      break;
    default:  // a number in the text is another one
      if (texts != nullptr && !texts->empty()) {
        std::string& text = (*texts)[script.below(texts->size())];
        const std::size_t digit = text.find_first_of("0123456789", script.below(text.size() + 1));
        if (digit != std::string::npos) text.replace(digit, 1, std::to_string(script.below(65536)));
      }
  }
}

}  // namespace

void SealedContent::write(const std::string& path) const {
  SealedFileWriter file(path, kind);
  for (const auto& [name, numbers] : datasets) write_numbers(file, name, numbers);
  for (const auto& [where, value] : attributes) {
    const auto& [object, name] = where;
    if (name == "units") continue;  // every dataset has its own
    if (const double* number = std::get_if<double>(&value)) {
      file.attribute(object, name, *number);
    } else {
      const auto& texts = std::get<std::vector<std::string>>(value);
      texts.size() == 1 ? file.attribute(object, name, texts.front()) : file.attribute(object, name, texts);
    }
  }
  file.close();
}

namespace {

/// Walks through the groups of a file.
class ContentReader {
 public:
  ContentReader(const std::string& path, const std::string& kind)
      : file_(path, kind), raw_(path, H5F_ACC_RDONLY) {
    content.kind = kind;
    read_group("/", raw_.openGroup("/"));
  }
  SealedContent content;

 private:
  void read_group(const std::string& path, const H5::Group& group) {
    read_attributes(path, group);
    for (hsize_t i = 0; i < group.getNumObjs(); ++i) {
      const std::string name = group.getObjnameByIdx(i);
      const std::string below = (path == "/" ? "" : path) + "/" + name;
      if (group.childObjType(name) == H5O_TYPE_GROUP) {
        read_group(below, group.openGroup(name));
      } else {
        const H5::DataSet dataset = group.openDataSet(name);
        const Hdf5Array array = file_.read(below);
        content.datasets[below] = {type_of(dataset), array.shape, array.values};
        read_attributes(below, dataset);
      }
    }
  }

  void read_attributes(const std::string& path, const H5::H5Object& object) {
    for (int i = 0; i < object.getNumAttrs(); ++i) {
      const H5::Attribute attribute = object.openAttribute(static_cast<unsigned>(i));
      const std::string name = attribute.getName();
      if (attribute.getTypeClass() == H5T_STRING) {
        content.attributes[{path, name}] = file_.list_attribute(path, name);
      } else {
        content.attributes[{path, name}] = file_.number_attribute(path, name);
      }
    }
  }

  SealedFileReader file_;
  H5::H5File raw_;
};

}  // namespace

SealedContent read_content(const std::string& path, const std::string& kind) {
  return ContentReader(path, kind).content;
}

void edit(SealedContent& content, const std::string& script_bytes) {
  Script script(script_bytes);
  while (!script.ended()) {
    script.byte() % 2 == 0 ? edit_dataset(content, script) : edit_attribute(content, script);
  }
  // An attribute lies at its object: without the dataset it cannot be there.
  for (auto at = content.attributes.begin(); at != content.attributes.end();) {
    const std::string& object = at->first.first;
    const bool of_dataset = content.datasets.count(object) > 0;
    const bool of_group = object == "/" || std::any_of(content.datasets.begin(), content.datasets.end(),
                                                       [&](const auto& dataset) {
                                                         return dataset.first.rfind(object + "/", 0) == 0;
                                                       });
    at = of_dataset || of_group ? std::next(at) : content.attributes.erase(at);
  }
}

}  // namespace nereus::fuzz
