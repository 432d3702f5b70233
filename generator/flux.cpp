#include "generator/flux.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "generator/data_directory.hpp"
#include "generator/neutrino_names.hpp"

namespace nereus {
namespace {

namespace fs = std::filesystem;

/// Short names of shipped fluxes.
const std::map<std::string, std::string>& aliases() {
  static const std::map<std::string, std::string> names{{"T2K_ND280_numu", "T2K_ND280_2016_plus250kA_numu"}};
  return names;
}

Flux flat_flux(double e_min, double e_max) {
  if (!(e_max > e_min)) {
    throw InputError(
        fmt::format("a flat flux from {} to {} MeV is empty (the range must ascend)", e_min, e_max));
  }
  return {"flat", "constant in E_nu", "arbitrary", {e_min, e_max}, {1 / (e_max - e_min)}};
}

Flux mono_flux(const std::string& name) {
  const std::string number = name.substr(std::string("mono:").size());
  double energy = 0;
  std::size_t used = 0;
  try {
    energy = std::stod(number, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  if (number.empty() || used != number.size() || !std::isfinite(energy) || energy <= 0) {
    throw InputError(fmt::format("flux '{}' is not understood (write 'mono:600' for 600 MeV)", name));
  }
  return {name, "one energy", "arbitrary", {energy}, {}};
}

/// All that begin as `name` does, as "T2K"; otherwise the closest one.
std::string suggestion(const std::string& name, const std::vector<std::string>& shipped) {
  std::vector<std::string> longer;
  std::copy_if(shipped.begin(), shipped.end(), std::back_inserter(longer),
               [&](const std::string& candidate) { return candidate.rfind(name, 0) == 0; });
  return name.empty() || longer.empty() ? did_you_mean(name, shipped) : "; take one of: " + join(longer);
}

std::string flux_folder() { return data_directory() + "/fluxes"; }

}  // namespace

double Flux::integral() const {
  if (is_mono()) return 1;
  double sum = 0;
  for (std::size_t bin = 0; bin < density.size(); ++bin) sum += density[bin] * (edges[bin + 1] - edges[bin]);
  return sum;
}

std::vector<std::string> shipped_fluxes() {
  std::vector<std::string> names;
  for (const auto& [alias, target] : aliases()) names.push_back(alias);
  for (const auto& entry : fs::directory_iterator(flux_folder())) {
    if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Flux make_flux(const std::string& name, double e_min, double e_max) {
  if (name == "flat") return flat_flux(e_min, e_max);
  if (name.rfind("mono:", 0) == 0) return mono_flux(name);
  const std::vector<std::string> shipped = shipped_fluxes();
  Flux flux;
  if (std::find(shipped.begin(), shipped.end(), name) != shipped.end()) {
    const auto alias = aliases().find(name);
    flux =
        read_flux(fmt::format("{}/{}.csv", flux_folder(), alias == aliases().end() ? name : alias->second));
  } else if (fs::is_regular_file(name)) {
    flux = read_flux(name);
  } else {
    throw InputError(
        fmt::format("unknown flux '{}' (it is neither 'flat', 'mono:E', a file, nor shipped in {}){}", name,
                    flux_folder(), suggestion(name, shipped)));
  }
  flux.name = name;
  return flux;
}

void check_flavour(const Flux& flux, const Probe& probe) {
  if (flux.pdg == 0 || flux.pdg == pdg_probe(probe)) return;
  throw InputError(
      fmt::format("flux '{}' is one of {}, the probe is {} (choose a flux or a probe.particle "
                  "that match)",
                  flux.name, neutrino_name(flux.pdg), neutrino_name(pdg_probe(probe))));
}

CutFlux cut_flux(const Flux& flux, double e_min, double e_max) {
  const auto nothing_left = [&] {
    return InputError(
        fmt::format("flux '{}' has no neutrinos between {} and {} MeV (the range of the surrogate "
                    "and of e_nu_min_mev, e_nu_max_mev)",
                    flux.name, e_min, e_max));
  };
  if (flux.is_mono()) {
    if (flux.edges.front() < e_min || flux.edges.front() > e_max) throw nothing_left();
    return {flux, 1};
  }
  CutFlux cut{flux, 0};
  cut.flux.edges.clear();
  cut.flux.density.clear();
  for (std::size_t bin = 0; bin < flux.density.size(); ++bin) {
    const double low = std::max(flux.edges[bin], e_min), high = std::min(flux.edges[bin + 1], e_max);
    if (low >= high) continue;
    if (cut.flux.edges.empty()) cut.flux.edges.push_back(low);
    cut.flux.edges.push_back(high);
    cut.flux.density.push_back(flux.density[bin]);
  }
  if (cut.flux.density.empty() || !(cut.flux.integral() > 0)) throw nothing_left();
  cut.kept_fraction = cut.flux.integral() / flux.integral();
  return cut;
}

}  // namespace nereus
