#include "generator/reweighting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "generator/event_sampler.hpp"

namespace nereus {
namespace {

/// Strength that may lie where no events are: below what any number of events can tell.
constexpr double negligible_share = 1e-6;

/// The key that gives a model the removal energies of the events, to be copied as it is.
std::string removal_energy_key(const ModelSupport& drawn) {
  std::vector<std::string> entries;
  for (std::size_t i = 0; i < drawn.shells.size(); ++i) {
    entries.push_back(fmt::format("\"{}\" = {}", drawn.shells[i], exact_number(drawn.strengths[i].centre())));
  }
  return fmt::format("model.removal_energy = {{ {} }}", join(entries));
}

std::string line_text(const ShellStrength& strength) {
  return strength.is_delta() ? std::string("no width") : fmt::format("a width of {:g} MeV", strength.fwhm());
}

/// The reason one shell gives.
std::string missing_in_shell(const std::string& shell, const ShellStrength& drawn,
                             const ShellStrength& wanted, const std::string& remedy) {
  if (wanted.factor() == 0) return {};
  if (drawn.factor() == 0) {
    return fmt::format(
        "shell {}: there are no events (its spectroscopic factor is 0, the new model's {:g}); "
        "generate events with this shell",
        shell, wanted.factor());
  }
  if (drawn.is_delta() && wanted.is_delta()) {
    if (drawn.centre() == wanted.centre()) return {};
    return fmt::format(
        "shell {}: all events lie at E_m = omega - T = {} MeV, the new model's at {} MeV (lines without "
        "width: "
        "every weight would be 0); give it the removal energies of the events, {}, or both models widths",
        shell, exact_number(drawn.centre()), exact_number(wanted.centre()), remedy);
  }
  if (drawn.is_delta() || wanted.is_delta()) {
    return fmt::format(
        "shell {}: the events' line has {}, the new model's {} (a line and a broad shell have no "
        "ratio); give both the same kind of line_shape",
        shell, line_text(drawn), line_text(wanted));
  }
  const double missing = wanted.cumulative(drawn.threshold());
  if (missing <= negligible_share) return {};
  return fmt::format(
      "shell {}: {:.3g} % of the new model's strength lies below E_m = {} MeV, where the events begin (its "
      "own "
      "threshold is {} MeV); give it the removal energies of the events, {}",
      shell, 100 * missing, exact_number(drawn.threshold()), exact_number(wanted.threshold()), remedy);
}

}  // namespace

ModelSupport support_of(const CrossSection& cross_section, double q_max) {
  ModelSupport support{cross_section.nucleus().name(),
                       pdg_probe(cross_section.probe()),
                       cross_section.probe().lepton_mass,
                       {},
                       {},
                       q_max};
  for (std::size_t i = 0; i < cross_section.shells().size(); ++i) {
    support.shells.push_back(label(cross_section.shells()[i]));
    support.strengths.push_back(cross_section.strength(i));
  }
  return support;
}

ModelSupport support_of(const RunHeader& header, LineShape shape, double q_max) {
  ModelSupport support{header.nucleus, header.pdg.neutrino, header.masses.lepton, {}, {}, q_max};
  for (const ShellRecord& shell : header.shells) {
    support.shells.push_back(shell.label);
    support.strengths.emplace_back(shape, shell.removal_energy, shell.fwhm, shell.threshold,
                                   shell.spectroscopic_factor);
  }
  return support;
}

std::string missing_support(const ModelSupport& drawn, const ModelSupport& wanted) {
  if (drawn.nucleus != wanted.nucleus) {
    return fmt::format("the events are of {}, the new model is of {}", drawn.nucleus, wanted.nucleus);
  }
  if (drawn.pdg_neutrino != wanted.pdg_neutrino) {
    return fmt::format("the events are of neutrinos with PDG number {}, the new model is of {}",
                       drawn.pdg_neutrino, wanted.pdg_neutrino);
  }
  if (drawn.lepton_mass != wanted.lepton_mass) {
    return fmt::format("the lepton of the events weighs {} MeV, that of the new model {} MeV",
                       exact_number(drawn.lepton_mass), exact_number(wanted.lepton_mass));
  }
  if (drawn.shells != wanted.shells) {
    return fmt::format("the events are of shells {}, the new model is of {}", join(drawn.shells),
                       join(wanted.shells));
  }
  if (wanted.q_max > drawn.q_max) {
    return fmt::format("the events end at q = {:g} MeV, the new model at {:g} MeV; set model.q_max_mev = {}",
                       drawn.q_max, wanted.q_max, exact_number(drawn.q_max));
  }
  for (std::size_t i = 0; i < drawn.shells.size(); ++i) {
    const std::string reason =
        missing_in_shell(drawn.shells[i], drawn.strengths[i], wanted.strengths[i], removal_energy_key(drawn));
    if (!reason.empty()) return reason;
  }
  return {};
}

WeightVariation make_weight(const std::string& name, const ModelSupport& drawn,
                            std::shared_ptr<const CrossSection> wanted, const std::string& model) {
  const std::string fingerprint = wanted->fingerprint() + " " + wanted->evaluator();
  const auto ratios = [strengths = drawn.strengths, wanted = std::move(wanted)](
                          const std::vector<Event>& events, Threads threads) {
    return cross_section_ratios(strengths, *wanted, events, threads);
  };
  return {name, fingerprint, ratios, model};
}

std::vector<double> cross_section_ratios(const std::vector<ShellStrength>& drawn, const CrossSection& wanted,
                                         const std::vector<Event>& events, Threads threads) {
  const std::vector<AzimuthalTerms> terms = terms_at(wanted, events, threads);
  std::vector<double> ratios(events.size(), 0.0);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    if (!(event.d4sigma > 0)) continue;
    ratios[i] = terms[i].at(event.point.phi_n) / event.d4sigma;
    const ShellStrength &before = drawn.at(event.shell), &now = wanted.strength(event.shell);
    if (before.is_delta()) continue;
    ratios[i] *= now.density(*event.point.missing_energy) / before.density(*event.point.missing_energy);
  }
  return ratios;
}

}  // namespace nereus
