// All WebSockets of this process by device, over all its loops: how many a device has, which of
// them is an earlier one of the same instance, and how many wait for their `welcome` at an address.
//
// It only counts and names; closing is done by the hub of the loop on which a socket lives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accounts/device.h"
#include "base/ids.h"

namespace parley {

// A socket for as long as the process lives; never given twice.
enum class SocketId : std::uint64_t {};

struct SocketPlace {
  std::size_t edge = 0;
  SocketId id{};

  friend bool operator==(const SocketPlace&, const SocketPlace&) = default;
};

// Any thread may call anything.
class SocketRegistry {
 public:
  // Notes a socket that said hello. Returns those it replaces, which are to be closed as
  // `replaced`: earlier ones of the same instance, and the oldest where the device has more than
  // `most`.
  std::vector<SocketPlace> enter(const Caller& caller, std::string_view instance, SocketPlace place,
                                 std::size_t most);
  void leave(DeviceId device, SocketPlace place);

  std::vector<SocketPlace> of_device(DeviceId device) const;
  std::size_t size() const;

  SocketId next_id();

 private:
  friend class WaitingPlace;

  struct Entry {
    SocketPlace place;
    std::size_t instance = 0;  // Hash of the instance's name: equal by chance once in an age.
  };

  mutable std::mutex mutex_;
  std::unordered_map<DeviceId, std::vector<Entry>> devices_;  // Oldest first.
  std::size_t size_ = 0;
  std::unordered_map<std::string, std::size_t> waiting_;
  std::uint64_t newest_id_ = 0;
};

// A place among the sockets of one address that have not said hello yet; given back when this goes.
class WaitingPlace {
 public:
  // Nothing if `most` sockets of `address` have one.
  static std::optional<WaitingPlace> take(SocketRegistry& registry, const std::string& address,
                                          std::size_t most);
  WaitingPlace(WaitingPlace&& other) noexcept;
  WaitingPlace& operator=(WaitingPlace&&) = delete;
  ~WaitingPlace() { give_back(); }

  // The second time: nothing.
  void give_back();

 private:
  WaitingPlace(SocketRegistry& registry, std::string address)
      : registry_(&registry), address_(std::move(address)) {}

  SocketRegistry* registry_;  // Null once given back.
  std::string address_;
};

}  // namespace parley
