// Collects which devices were seen, so that a busy device costs one row a minute and all of them
// one transaction a flush.
#pragma once

#include <mutex>
#include <unordered_map>
#include <vector>

#include "accounts/device.h"

namespace parley {

// Beyond it sightings are dropped until the next flush; the device is seen again soon enough.
constexpr std::size_t kSightingsMax = 100'000;

// Any thread; notes nothing durable by itself.
class SeenBook {
 public:
  void note(DeviceId device, TimeMs at);
  // What was noted since, once a device and minute, for DevicesService::mark_seen.
  std::vector<Sighting> take();

 private:
  std::mutex mutex_;
  std::unordered_map<DeviceId, TimeMs> noted_;
  std::unordered_map<DeviceId, TimeMs> taken_;  // In the minute of the last flush, to skip them.
};

}  // namespace parley
