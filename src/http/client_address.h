// Whose request is it? The peer's address, unless the peer is a proxy of ours: then the one that it
// names. Anybody can write X-Forwarded-For, so only what trusted proxies appended counts.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace parley {

// Networks whose proxies are believed; none by default.
class TrustedProxies {
 public:
  // Each an address or a network in CIDR form: `10.0.0.0/8`, `::1`. Else `bad_request`.
  static Result<TrustedProxies> parse(std::span<const std::string> networks);

  // `address` in its text form; nothing else is contained.
  bool contains(std::string_view address) const;

 private:
  struct Network {
    std::array<std::uint8_t, 16> address;  // IPv4 in its mapped form.
    int prefix_bits;
  };

  std::vector<Network> networks_;
};

// `peer` if it is no trusted proxy. Else the last address in `forwarded_for` (the field's members,
// oldest first) that is none either; where the list is used up or breaks off at something that is
// no address, the last one that was believed. In canonical text.
std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           const TrustedProxies& proxies);

}  // namespace parley
