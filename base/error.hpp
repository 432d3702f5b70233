#pragma once
// The errors of the project. The number of each kind is the exit code of the program.

#include <stdexcept>
#include <string>

namespace nereus {

/// Base of all expected failures. Message form: "<problem> (<why>)[; <what to do>]".
class Error : public std::runtime_error {
 public:
  Error(const std::string& message, int exit_code) : std::runtime_error(message), exit_code_(exit_code) {}
  int exit_code() const noexcept { return exit_code_; }

 private:
  int exit_code_;
};

/// Something the user typed (card, command line, CSV) cannot be used.
class InputError : public Error {
 public:
  explicit InputError(const std::string& message) : Error(message, 2) {}
};

/// A file cannot be read or written, or is damaged.
class FileError : public Error {
 public:
  explicit FileError(const std::string& message) : Error(message, 3) {}
};

/// A file was made from another model than the one asked for.
class ModelMismatch : public Error {
 public:
  explicit ModelMismatch(const std::string& message) : Error(message, 4) {}
};

/// An iteration or expansion did not reach the requested accuracy.
class ConvergenceError : public Error {
 public:
  explicit ConvergenceError(const std::string& message) : Error(message, 5) {}
};

}  // namespace nereus
