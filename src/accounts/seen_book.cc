#include "accounts/seen_book.h"

#include <algorithm>

namespace parley {

void SeenBook::note(DeviceId device, TimeMs at) {
  const TimeMs minute = to_the_minute(at);
  const std::lock_guard lock(mutex_);
  const auto taken = taken_.find(device);
  if (taken != taken_.end() && taken->second >= minute) return;
  if (noted_.size() >= kSightingsMax && !noted_.contains(device)) return;
  TimeMs& noted = noted_[device];
  noted = std::max(noted, minute);
}

std::vector<Sighting> SeenBook::take() {
  const std::lock_guard lock(mutex_);
  std::vector<Sighting> sightings;
  TimeMs newest{};
  for (const auto& [device, minute] : noted_) {
    sightings.push_back({device, minute});
    taken_[device] = minute;
    newest = std::max(newest, minute);
  }
  noted_.clear();
  std::erase_if(taken_, [newest](const auto& entry) { return entry.second < newest; });
  return sightings;
}

}  // namespace parley
