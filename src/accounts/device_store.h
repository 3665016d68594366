// The port through which devices are kept.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "accounts/device.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class DeviceStore {
 public:
  virtual ~DeviceStore() = default;

  // False if the id is taken: draw another.
  virtual Result<bool> insert(const Device& device) = 0;
  virtual Result<std::optional<Device>> find(DeviceId device) = 0;
  // The one unseen longest first; of those seen in the same minute, the older log-in first.
  virtual Result<std::vector<Device>> list(UserId user) = 0;
  // Nothing happens if it is gone already.
  virtual Result<> remove(DeviceId device) = 0;
  // Moves seen_at forward, never back.
  virtual Result<> mark_seen(DeviceId device, TimeMs at) = 0;
  virtual Result<std::vector<Device>> unseen_since(TimeMs time, std::size_t limit) = 0;
};

}  // namespace parley
