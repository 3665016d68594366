#include "gateway/socket_registry.h"

#include <algorithm>
#include <utility>

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

SocketId SocketRegistry::next_id() {
  const std::lock_guard lock(mutex_);
  return SocketId{++newest_id_};
}

std::optional<WaitingPlace> WaitingPlace::take(SocketRegistry& registry, const std::string& address,
                                               std::size_t most) {
  const std::lock_guard lock(registry.mutex_);
  std::size_t& waiting = registry.waiting_[address];
  if (waiting >= most) return std::nullopt;
  ++waiting;
  return WaitingPlace(registry, address);
}

WaitingPlace::WaitingPlace(WaitingPlace&& other) noexcept
    : registry_(std::exchange(other.registry_, nullptr)), address_(std::move(other.address_)) {}

void WaitingPlace::give_back() {
  if (!registry_) return;
  SocketRegistry& registry = *std::exchange(registry_, nullptr);
  const std::lock_guard lock(registry.mutex_);
  const auto found = registry.waiting_.find(address_);
  PARLEY_CHECK(found != registry.waiting_.end());
  if (--found->second == 0) registry.waiting_.erase(found);
}

}  // namespace parley
