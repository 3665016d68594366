#include "presence/marker_batch.h"

#include <algorithm>
#include <utility>

namespace parley {

void MarkerBatch::add(const MarkerHint& hint) {
  const std::pair key{hint.conversation, hint.user};
  if (markers_.size() >= kMarkersMax && !markers_.contains(key)) return;
  Through& through = markers_[key];
  through.read = std::max(through.read, hint.read);
  // What was read was received.
  through.received = std::max({through.received, hint.received, through.read});
}

MarkerBatch::Markers MarkerBatch::take() {
  Markers all;
  for (const auto& [key, through] : std::exchange(markers_, {})) {
    all[key.first].push_back(
        {.user = key.second, .received = through.received, .read = through.read});
  }
  return all;
}

}  // namespace parley
