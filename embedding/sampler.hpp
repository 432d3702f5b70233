#pragma once
// Events for a host generator, in C++.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "embedding/nereus_event.h"

namespace nereus {

/// A number uniform in (0, 1), from the host. An end of the interval is moved inwards by 2^-53.
using UniformSource = std::function<double()>;

/// How a sampler is opened.
struct SamplerOptions {
  int threads = 1;                      ///< for what is made while opening
  std::vector<std::string> overwrites;  ///< KEY=VALUE that win over the card, as of `nereus --set`
};

/// The model of a run card with its flow. Immutable and thread-safe: any number of threads may sample from
/// one, each with a source of random numbers of its own. Once open it touches no file.
///
/// \f[ \langle w \rangle_{E_\nu} = 1, \qquad
///     d\sigma/dx = \sigma(E_\nu) \langle w\, \delta(x(\mathrm{event}) - x) \rangle_{E_\nu} \f]
class Sampler {
 public:
  /// \param card  path of a run card; empty: every key has its default. Tables of the cross section are made
  /// if there
  ///              are none yet, which takes a minute.
  /// \throws the errors of `nereus generate` (base/error.hpp): InputError, FileError, ModelMismatch,
  /// ConvergenceError
  explicit Sampler(const std::string& card, const SamplerOptions& options = {});
  ~Sampler();
  Sampler(Sampler&&) noexcept;

  double e_nu_min_mev() const;
  double e_nu_max_mev() const;
  const nereus_particles& particles() const;
  /// "1s1/2", "1p3/2" ...: nereus_event::shell counts in them.
  const std::vector<std::string>& shells() const;

  /// Total cross section per nucleus [1e-38 cm^2]. \throws InputError outside the range
  double sigma(double e_nu_mev) const;

  /// Cap for accept-reject, that of `nereus generate --mode unweighted` with this card; its pilot sample is
  /// drawn now. Accept an event if u cap < w; it stands for max(w / cap, 1) events. \throws InputError if the
  /// pilot sample is too small for the quantile
  double weight_cap() const;

  /// One event; it takes seven numbers.
  /// \throws InputError outside the range, or for a number outside [0, 1]; ConvergenceError if a weight is
  /// not finite
  nereus_event sample(double e_nu_mev, const UniformSource& uniform) const;

  /// One event at each energy: the events of single calls in this order, at a fraction of their cost.
  std::vector<nereus_event> sample(const std::vector<double>& e_nu_mev, const UniformSource& uniform) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

/// "0.1.0"
const char* version();

}  // namespace nereus
