// All WebSockets of this process by device, over all its loops: how many a device has, which of
// them is an earlier one of the same instance, and how many wait for their `welcome` at an address.
//
// It only counts and names; closing is done by the hub of the loop on which a socket lives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
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

  // A place among the sockets of `address` that have not said hello yet; false if `most` have one.
  bool begin_wait(const std::string& address, std::size_t most);
  void end_wait(const std::string& address);

  SocketId next_id();

 private:
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

}  // namespace parley
