#include <optional>
#include <stdexcept>

#include "base/error.hpp"
#include "base/run_card.hpp"
#include "cli/run_settings.hpp"
#include "tests/fuzz/inputs.hpp"

namespace nereus::fuzz {
namespace {

/// Every draw of a covariance is read as a card of its own: many of them are nothing new, and slow.
bool has_many_draws(const std::string& text) {
  constexpr double many = 5;
  const std::optional<double> draws = RunCard::from_text(text, "c.toml").number_at("covariance.draws");
  const bool by_default = !draws && text.find("covariance") != std::string::npos;
  return by_default || draws.value_or(0) > many;
}

}  // namespace

void read_card(const std::string& bytes) {
  std::string effective;
  try {
    if (has_many_draws(bytes)) return;
    effective = effective_card(read_settings_text(bytes, "c.toml"));
  } catch (const Error&) {
    return;
  }
  if (effective_card(read_settings_text(effective, "effective card")) != effective) {
    throw std::logic_error("an effective card means something else than itself");
  }
}

}  // namespace nereus::fuzz
