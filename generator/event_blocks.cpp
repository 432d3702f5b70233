#include "generator/event_blocks.hpp"

namespace nereus {
namespace {

/// Calls visit(name, number) for every number of an event but its shell. Its missing energy must be set.
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
}

}  // namespace

BlockColumns columns_of(const std::vector<Event>& events) {
  BlockColumns columns;
  for (const Event& event : events) {
    columns["shell"].push_back(static_cast<double>(event.shell));
    for_each_number(event, [&](const char* name, double value) { columns[name].push_back(value); });
  }
  return columns;
}

std::vector<Event> events_of(const BlockColumns& columns) {
  std::vector<Event> events(columns.at("shell").size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].shell = static_cast<std::size_t>(columns.at("shell")[i]);
    events[i].point.missing_energy = 0;  // there to be filled
    for_each_number(events[i], [&](const char* name, double& value) { value = columns.at(name).at(i); });
  }
  return events;
}

}  // namespace nereus
