#pragma once
// GSL's default error handler aborts the program; ours looks at return values instead.

#include <gsl/gsl_errno.h>

namespace nereus {

/// Switches GSL's handler off, once per process. Called wherever GSL is used with arguments that may fail.
inline void use_gsl_return_values() {
  static gsl_error_handler_t* const previous = gsl_set_error_handler_off();
  static_cast<void>(previous);
}

}  // namespace nereus
