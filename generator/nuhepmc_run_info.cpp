#include "generator/nuhepmc_run_info.hpp"

#include <fmt/format.h>

#include "generator/exposure.hpp"
#include "generator/hepmc_attributes.hpp"

namespace nereus {
namespace {

using RunInfo = HepMC3::GenRunInfo;

template <class Value>
void add(RunInfo& info, const std::string& name, const Value& value) {
  info.add_attribute(name, hepmc_attribute(value));
}

void add(RunInfo& info, const std::string& name, const char* value) { add(info, name, std::string(value)); }

struct CodeMeaning {
  int code;
  const char* name;
  const char* description;
};

/// A list of codes and what they mean: processes and statuses are declared in the same form.
void add_codes(RunInfo& info, const std::string& list, const std::string& entry,
               const std::vector<CodeMeaning>& meanings) {
  std::vector<int> codes;
  for (const CodeMeaning& meaning : meanings) {
    codes.push_back(meaning.code);
    add(info, fmt::format("NuHepMC.{}[{}].Name", entry, meaning.code), meaning.name);
    add(info, fmt::format("NuHepMC.{}[{}].Description", entry, meaning.code), meaning.description);
  }
  add(info, "NuHepMC." + list, codes);
}

void add_requirements(RunInfo& info, const RunHeader& header) {
  add(info, "NuHepMC.Version.Major", std::int64_t{1});
  add(info, "NuHepMC.Version.Minor", std::int64_t{0});
  add(info, "NuHepMC.Version.Patch", std::int64_t{0});
  add(info, "NuHepMC.Conventions",
      std::vector<std::string>{"G.C.2", "G.C.3", "G.C.4", "E.C.1", "E.C.2", "E.C.4"});
  add(info, "NuHepMC.Exposure.NEvents", header.events);
  add(info, "NuHepMC.Units.CrossSection.Unit", "pb");
  add(info, "NuHepMC.Units.CrossSection.TargetScale", "PerAtom");
  add(info, "NuHepMC.AdditionalParticleNumbers", std::vector<int>{});
  add_codes(info, "ProcessIDs", "ProcessInfo",
            {{nuhepmc_process, "CC1p1h",
              "charged-current one-particle one-hole knockout from a shell in the impulse approximation; "
              "the outgoing nucleon, model.final_state of nereus.card, is a distorted wave unless a plane "
              "one is asked for; arXiv:2502.14452"}});
  add_codes(info, "VertexStatusIDs", "VertexStatusInfo", {{1, "Primary", "the neutrino interaction"}});
  add_codes(info, "ParticleStatusIDs", "ParticleStatusInfo",
            {{1, "Final", "undecayed physical particle"},
             {4, "Beam", "incoming neutrino"},
             {20, "Target", "target nucleus at rest"}});
}

void add_beam(RunInfo& info, const RunHeader& header) {
  const std::string beam = fmt::format("NuHepMC.Beam[{}].", header.pdg.neutrino);
  const Flux& flux = header.flux.flux;
  add(info, beam + "EnergyUnit", "MEV");
  add(info, beam + "RateUnit", "Arbitrary");
  if (flux.is_mono()) {
    add(info, beam + "Type", "MonoEnergetic");
    add(info, beam + "MonoEnergetic.Energy", flux.edges.front());
  } else {
    add(info, beam + "Type", "Histogram");
    add(info, beam + "Histogram.BinEdges", flux.edges);
    add(info, beam + "Histogram.BinContent", flux.density);
    add(info, beam + "Histogram.ContentIsPerWidth", true);
  }
}

void add_provenance(RunInfo& info, const RunHeader& header) {
  add(info, "NuHepMC.Citations.Generator.arXiv", std::vector<std::string>{"2502.14452"});
  add(info, fmt::format("NuHepMC.Citations.Process[{}].DOI", nuhepmc_process),
      std::vector<std::string>{"10.1103/PhysRevC.65.025501"});
  add(info, "NuHepMC.Provenance.NEvents", header.events);
  add(info, "NuHepMC.Provenance.RNGState", header.seed);
  add(info, "nereus.card", header.provenance.card);
  add(info, "nereus.evaluator", header.provenance.evaluator);
  add(info, "nereus.certificate", header.provenance.certificate);
  add(info, "nereus.mode", header.mode);
  add(info, "nereus.biased", header.biased);
  add(info, "nereus.weight_cap", header.weight_cap);
  add(info, "nereus.fingerprint", header.fingerprint);
  for (const auto& [name, digest] : header.provenance.fingerprints)
    add(info, "nereus.fingerprint." + name, digest);
  for (const auto& [name, model] : header.weight_models) add(info, "nereus.weight." + name, model);
  add(info, "nereus.flux", header.flux.flux.name);
  add(info, "nereus.flux_kept_fraction", header.flux.kept_fraction);
  add(info, "nereus.e_nu_min_mev", header.e_nu_min);
  add(info, "nereus.e_nu_max_mev", header.e_nu_max);
  if (header.exposure.is_asked()) {
    add(info, "nereus.pot", header.exposure.pot);
    add(info, "nereus.target_mass_t", header.exposure.target_mass_t);
    add(info, "nereus.expected_events", expected_events(header));
  }
}

const char* description(const RunHeader& header) {
  return header.biased ? "exclusive 1p1h events of a surrogate alone: biased, no cross section was evaluated"
                       : "exactly weighted exclusive 1p1h events";
}

}  // namespace

std::shared_ptr<RunInfo> nuhepmc_run_info(const RunHeader& header) {
  auto info = std::make_shared<RunInfo>();
  info->tools().push_back({"nereus", header.provenance.version, description(header)});
  info->set_weight_names(header.weight_names);
  add_requirements(*info, header);
  add(*info, "NuHepMC.FluxAveragedTotalCrossSection", sigma_unit_in_picobarn * header.sigma_flux);
  add_beam(*info, header);
  add_provenance(*info, header);
  return info;
}

}  // namespace nereus
