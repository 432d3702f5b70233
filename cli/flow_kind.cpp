#include "cli/flow_kind.hpp"

namespace nereus {
namespace {

/// Takes over the fields of `defaults` that the card does not give.
class MissingFields {
 public:
  MissingFields(const RunCard& card, const char* section) : card_(card), section_(section) {}
  template <class T>
  void operator()(const char* key, T& field, const T& value) const {
    if (!card_.gives(section_, key)) field = value;
  }

 private:
  const RunCard& card_;
  const char* section_;
};

}  // namespace

void apply_flow_kind(const RunCard& card, RunSettings& settings) {
  if (!settings.flow.is_published()) return;
  const TrainOptions published = published_training();
  const MissingFields train(card, "train");
  train("steps", settings.train.steps, published.steps);
  train("batch", settings.train.batch, published.batch);
  train("learning_rate", settings.train.learning_rate, published.learning_rate);
  train("final_rate_fraction", settings.train.final_rate_fraction, published.final_rate_fraction);
  train("average", settings.train.average, published.average);
  train("report_every", settings.train.report_every, published.report_every);
  MissingFields(card, "dataset")("flat_fraction", settings.dataset.flat_fraction, 1.0);
}

}  // namespace nereus
