#include "generator/event_blocks.hpp"

#include <string>

namespace nereus {
namespace {

/// Calls visit(name, number) for every floating-point number of an event. Its missing energy must be set.
template <class AnyEvent, class Visit>
void for_each_number(AnyEvent& event, Visit visit) {
  visit("e_nu", event.point.e_nu);
  visit("missing_energy", *event.point.missing_energy);
  visit("omega", event.point.omega);
  visit("cos_theta_lepton", event.point.cos_theta_lepton);
  visit("cos_theta_n", event.point.cos_theta_n);
  visit("phi_n", event.point.phi_n);
  visit("lepton_azimuth", event.lepton_azimuth);
  visit("log_q", event.log_q);
  visit("d4sigma", event.d4sigma);
  visit("sigma_shell", event.sigma_shell);
  visit("sigma_total", event.sigma_total);
  visit("weight", event.weight);
  for (std::size_t i = 0; i < event.ratios.size(); ++i) visit("ratio_" + std::to_string(i), event.ratios[i]);
}

/// Calls visit(name, integer); all of them are exact in a double.
template <class AnyEvent, class Visit>
void for_each_integer(AnyEvent& event, Visit visit) {
  visit("shell", event.shell);
  visit("proposal", event.proposal);
  visit("trials", event.trials);
}

}  // namespace

BlockColumns columns_of(const std::vector<Event>& events) {
  BlockColumns columns;
  const auto add = [&](const std::string& name, auto value) {
    columns[name].push_back(static_cast<double>(value));
  };
  for (const Event& event : events) {
    for_each_integer(event, add);
    for_each_number(event, add);
  }
  return columns;
}

std::vector<Event> events_of(const BlockColumns& columns) {
  std::vector<Event> events(columns.at("shell").size());
  std::size_t ratios = 0;
  while (columns.count("ratio_" + std::to_string(ratios)) > 0) ++ratios;
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].point.missing_energy = 0;  // there to be filled
    events[i].ratios.resize(ratios);
    const auto fill = [&](const std::string& name, auto& value) {
      value = static_cast<std::decay_t<decltype(value)>>(columns.at(name).at(i));
    };
    for_each_integer(events[i], fill);
    for_each_number(events[i], fill);
  }
  return events;
}

}  // namespace nereus
