// Writes the sample events to the prefix given on the command line, for readers in other languages.

#include "tests/generator/sample_generation.hpp"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  nereus::test::sample_inputs().generate(arguments[1], nereus::test::sample_options());
}
