#include "hadron_tensor/table/tabulated_cross_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "base/csv.hpp"
#include "base/error.hpp"
#include "hadron_tensor/responses.hpp"

namespace nereus {
namespace {

/// Points that are sorted by their place in the tables together: neighbours share what they read.
constexpr std::size_t chunk_points = 65536;

class TabulatedCrossSection : public CrossSection {
 public:
  TabulatedCrossSection(const MeanField& field, const Probe& probe, const ModelOptions& model,
                        const PhysicalConstants& constants,
                        std::vector<std::shared_ptr<const ShellTable>> tables)
      : direct_(make_direct_cross_section(field, probe, model, constants)),
        responses_(field, probe, model, constants),
        tables_(std::move(tables)),
        kernel_(best_stencil_kernel()),
        q_max_(model.q_max()),
        needs_a0_(parse_axial_charge(model.axial_charge) == AxialCharge::ghent) {
    for (const auto& table : tables_) {
      if (!table) continue;
      evaluator_ = fmt::format("tabulated, accuracy {}, E_nu up to {:.6g} MeV; outside: {}",
                               exact_number(table->certificate.accuracy), table->frame.domain.e_nu_max,
                               direct_->evaluator());
    }
  }

  const std::vector<Shell>& shells() const override { return direct_->shells(); }
  const ShellStrength& strength(std::size_t shell) const override { return direct_->strength(shell); }
  const Probe& probe() const override { return direct_->probe(); }
  const Nucleus& nucleus() const override { return direct_->nucleus(); }
  const PhysicalConstants& constants() const override { return direct_->constants(); }
  const std::string& fingerprint() const override { return direct_->fingerprint(); }
  const std::string& evaluator() const override { return evaluator_; }
  std::uint64_t outside_tables() const override { return outside_; }

  std::string certificate() const override {
    std::string text;
    for (std::size_t shell = 0; shell < tables_.size(); ++shell) {
      if (tables_[shell])
        text += fmt::format("{}, {}\n{}", probe().shell_label(shells()[shell]),
                            tables_[shell]->certificate.model, tables_[shell]->certificate.text());
    }
    return text;
  }

  AzimuthalTerms azimuthal_terms(std::size_t shell, const PhasePoint& point) const override {
    AzimuthalTerms result;
    evaluate_chunk(&shell, &point, 1, &result);
    return result;
  }

  std::vector<AzimuthalTerms> azimuthal_terms(const std::vector<std::size_t>& shell,
                                              const std::vector<PhasePoint>& points,
                                              Threads threads) const override {
    if (shell.size() != points.size()) throw InputError("as many shells as points are needed");
    std::vector<AzimuthalTerms> result(points.size());
    // Short lists still occupy every thread.
    const auto threads_count = static_cast<std::size_t>(std::max(threads.count, 1));
    const std::size_t chunk =
        std::clamp<std::size_t>((points.size() + threads_count - 1) / threads_count, 1, chunk_points);
    parallel_for((points.size() + chunk - 1) / chunk, threads, [&](std::size_t i) {
      const std::size_t first = i * chunk;
      evaluate_chunk(&shell[first], &points[first], std::min(chunk, points.size() - first), &result[first]);
    });
    return result;
  }

 private:
  /// One point at one missing energy: a point of a broad shell becomes several.
  struct Request {
    const TableNode* place;  ///< in the table
    std::uint32_t point;
    std::uint32_t term;  ///< where its result goes
    double missing_energy, weight;
  };

  /// What the table is asked for.
  struct Place {
    double s = 0;
    Stencil stencil{};
  };

  std::optional<LeptonKinematics> lepton(const PhasePoint& point) const {
    return lepton_kinematics(point.e_nu, point.omega, point.cos_theta_lepton, probe().lepton_mass);
  }

  Place place(const ShellTable& table, double T, double q, double cos_theta_n) const {
    const double s = std::sqrt(T);
    return {s, table.panel(T).stencil(table.frame, s, table.frame.coordinates.ridge(T), q, cos_theta_n)};
  }

  /// Kinematics are computed twice, first to sort: this costs less than to carry them along.
  void evaluate_chunk(const std::size_t* shell, const PhasePoint* points, std::size_t count,
                      AzimuthalTerms* result) const {
    std::vector<Request> requests;
    requests.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      add_requests(shell[i], points[i], static_cast<std::uint32_t>(i), requests, result[i]);
    }
    std::vector<Request> sorted = requests;
    std::sort(sorted.begin(), sorted.end(),
              [](const Request& a, const Request& b) { return std::less<>()(a.place, b.place); });
    std::vector<AzimuthalTerms> terms(requests.size());
    for (const Request& request : sorted)
      terms[request.term] = evaluate(shell[request.point], points[request.point], request);
    // In the order of the requests, whatever else is in the chunk.
    for (const Request& request : requests) result[request.point].add(terms[request.term], request.weight);
  }

  void add_requests(std::size_t shell, const PhasePoint& point, std::uint32_t index,
                    std::vector<Request>& requests, AzimuthalTerms& result) const {
    const auto kinematics = lepton(point);
    if (!kinematics || !(std::abs(point.cos_theta_n) <= 1) || kinematics->transfer.q > q_max_) return;
    const ShellTable& table = *tables_[shell];
    bool outside = false;  // at one missing energy or more
    const auto add = [&](double missing_energy, double weight) {
      const double T = point.omega - missing_energy;
      if (!(T > table.frame.domain.t_min)) return;
      if (!table.frame.domain.contains(T, kinematics->transfer.q)) {
        PhasePoint elsewhere = point;
        elsewhere.missing_energy = missing_energy;
        result.add(direct_->azimuthal_terms(shell, elsewhere), weight);
        outside = true;
        return;
      }
      requests.push_back({place(table, T, kinematics->transfer.q, point.cos_theta_n).stencil.first, index,
                          static_cast<std::uint32_t>(requests.size()), missing_energy, weight});
    };
    if (point.missing_energy) {
      add(*point.missing_energy, 1);
    } else {
      const auto nodes = strength(shell).quadrature(strength_points, point.omega);
      for (std::size_t i = 0; i < nodes.nodes.size(); ++i) add(nodes.nodes[i], nodes.weights[i]);
    }
    if (outside) ++outside_;
  }

  AzimuthalTerms evaluate(std::size_t shell, const PhasePoint& point, const Request& request) const {
    const LeptonKinematics kinematics = *lepton(point);
    const ShellTable& table = *tables_[shell];
    const Place at =
        place(table, point.omega - request.missing_energy, kinematics.transfer.q, point.cos_theta_n);
    const ChannelModel& channel = responses_.transition(shell).channel();
    const HadronTensor H =
        hadron_tensor_of(interpolate(kernel_, at.stencil, needs_a0_), channel.current(kinematics.transfer),
                         channel.constants.nucleon_mass);
    AzimuthalTerms terms;
    terms.add(contract(lepton_tensor(kinematics, probe().helicity_sign()), H),
              strength(shell).factor() * table.frame.threshold_factor(at.s) *
                  cross_section_prefactor(kinematics, probe(), constants()));
    return terms;
  }

  std::unique_ptr<CrossSection> direct_;
  InclusiveResponses responses_;
  std::vector<std::shared_ptr<const ShellTable>> tables_;
  const StencilKernel& kernel_;
  double q_max_;
  bool needs_a0_;
  std::string evaluator_;
  mutable std::atomic<std::uint64_t> outside_{0};
};

}  // namespace

std::unique_ptr<CrossSection> make_tabulated_cross_section(
    const MeanField& field, const Probe& probe, const ModelOptions& model, const PhysicalConstants& constants,
    std::vector<std::shared_ptr<const ShellTable>> tables) {
  return std::make_unique<TabulatedCrossSection>(field, probe, model, constants, std::move(tables));
}

}  // namespace nereus
