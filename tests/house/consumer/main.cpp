#include <cstdio>

#include "base/constants.hpp"
#include "base/sealed_file.hpp"
#include "meanfield/nucleus.hpp"

int main() {
  nereus::SealedFileWriter("consumer.h5", "sample").close();
  std::printf("%s %s\n", nereus::parse_nucleus("C12").name().c_str(),
              nereus::canonical_text(nereus::PhysicalConstants()).c_str());
  return nereus::is_sealed("consumer.h5", "sample") ? 0 : 1;
}
