#pragma once
// Where notices go.

namespace nereus {

/// To stderr, one line each, "nereus: ...": stdout is for results. A host that has chosen a default logger of
/// spdlog itself keeps it.
void send_notices_to_stderr();

}  // namespace nereus
