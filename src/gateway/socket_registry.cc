#include "gateway/socket_registry.h"

#include <algorithm>

#include "base/check.h"

namespace parley {

std::vector<SocketPlace> SocketRegistry::enter(const Caller& caller, std::string_view instance,
                                               SocketPlace place, std::size_t most) {
  const std::size_t instance_hash = std::hash<std::string_view>{}(instance);
  std::vector<SocketPlace> replaced;
  const std::lock_guard lock(mutex_);
  auto& entries = devices_[caller.device];
  for (const Entry& entry : entries) {
    if (entry.instance == instance_hash) replaced.push_back(entry.place);
  }
  // Those named above still stand in the list until they have closed.
  for (const Entry& entry : entries) {
    if (entries.size() + 1 - replaced.size() <= most) break;
    if (entry.instance != instance_hash) replaced.push_back(entry.place);
  }
  entries.push_back({place, instance_hash});
  ++size_;
  return replaced;
}

void SocketRegistry::leave(DeviceId device, SocketPlace place) {
  const std::lock_guard lock(mutex_);
  const auto found = devices_.find(device);
  PARLEY_CHECK(found != devices_.end());
  const auto gone =
      std::erase_if(found->second, [&](const Entry& entry) { return entry.place == place; });
  PARLEY_CHECK(gone == 1);
  if (found->second.empty()) devices_.erase(found);
  --size_;
}

std::vector<SocketPlace> SocketRegistry::of_device(DeviceId device) const {
  const std::lock_guard lock(mutex_);
  std::vector<SocketPlace> places;
  const auto found = devices_.find(device);
  if (found == devices_.end()) return places;
  for (const Entry& entry : found->second) places.push_back(entry.place);
  return places;
}

std::size_t SocketRegistry::size() const {
  const std::lock_guard lock(mutex_);
  return size_;
}

bool SocketRegistry::begin_wait(const std::string& address, std::size_t most) {
  const std::lock_guard lock(mutex_);
  std::size_t& waiting = waiting_[address];
  if (waiting >= most) return false;
  ++waiting;
  return true;
}

void SocketRegistry::end_wait(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(address);
  PARLEY_CHECK(found != waiting_.end());
  if (--found->second == 0) waiting_.erase(found);
}

SocketId SocketRegistry::next_id() {
  const std::lock_guard lock(mutex_);
  return SocketId{++newest_id_};
}

}  // namespace parley
