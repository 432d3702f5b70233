#include "generator/event_blocks.hpp"

#include <string>

namespace nereus {
namespace {

/// Calls visit(name, field) for every floating-point number of an event, whose missing energy must be set;
/// field(event) is the number.
template <class Visit>
void for_each_number(std::size_t ratios, Visit visit) {
  visit(
      "e_nu", [](auto& event) -> auto& { return event.point.e_nu; });
  visit(
      "missing_energy", [](auto& event) -> auto& { return *event.point.missing_energy; });
  visit(
      "omega", [](auto& event) -> auto& { return event.point.omega; });
  visit(
      "cos_theta_lepton", [](auto& event) -> auto& { return event.point.cos_theta_lepton; });
  visit(
      "cos_theta_n", [](auto& event) -> auto& { return event.point.cos_theta_n; });
  visit(
      "phi_n", [](auto& event) -> auto& { return event.point.phi_n; });
  visit(
      "lepton_azimuth", [](auto& event) -> auto& { return event.lepton_azimuth; });
  visit(
      "log_q", [](auto& event) -> auto& { return event.log_q; });
  visit(
      "d4sigma", [](auto& event) -> auto& { return event.d4sigma; });
  visit(
      "sigma_shell", [](auto& event) -> auto& { return event.sigma_shell; });
  visit(
      "sigma_total", [](auto& event) -> auto& { return event.sigma_total; });
  visit(
      "weight", [](auto& event) -> auto& { return event.weight; });
  for (std::size_t i = 0; i < ratios; ++i) {
    visit(
        "ratio_" + std::to_string(i), [i](auto& event) -> auto& { return event.ratios.at(i); });
  }
}

/// The same for every integer; all of them are exact in a double.
template <class Visit>
void for_each_integer(Visit visit) {
  visit(
      "shell", [](auto& event) -> auto& { return event.shell; });
  visit(
      "proposal", [](auto& event) -> auto& { return event.proposal; });
  visit(
      "trials", [](auto& event) -> auto& { return event.trials; });
}

}  // namespace

BlockColumns columns_of(const std::vector<Event>& events) {
  BlockColumns columns;
  const auto add = [&](const std::string& name, auto field) {
    std::vector<double>& column = columns[name];
    column.reserve(events.size());
    for (const Event& event : events) column.push_back(static_cast<double>(field(event)));
  };
  for_each_integer(add);
  for_each_number(events.empty() ? 0 : events.front().ratios.size(), add);
  return columns;
}

std::vector<Event> events_of(const BlockColumns& columns) {
  std::vector<Event> events(columns.at("shell").size());
  std::size_t ratios = 0;
  while (columns.count("ratio_" + std::to_string(ratios)) > 0) ++ratios;
  for (Event& event : events) {
    event.point.missing_energy = 0;  // there to be filled
    event.ratios.resize(ratios);
  }
  const auto fill = [&](const std::string& name, auto field) {
    const std::vector<double>& column = columns.at(name);
    for (std::size_t i = 0; i < events.size(); ++i) {
      auto& value = field(events[i]);
      value = static_cast<std::decay_t<decltype(value)>>(column.at(i));
    }
  };
  for_each_integer(fill);
  for_each_number(ratios, fill);
  return events;
}

}  // namespace nereus
