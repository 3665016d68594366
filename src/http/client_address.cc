#include "http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "http/http_text.h"

namespace parley {
namespace {

using Address = std::array<std::uint8_t, 16>;

constexpr Address kMappedStart{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::size_t kMappedBytes = 12;

bool is_mapped(const Address& address) {
  return std::equal(address.begin(), address.begin() + kMappedBytes, kMappedStart.begin());
}

std::optional<Address> address_from(std::string_view text) {
  const std::string terminated(text);
  Address address = kMappedStart;
  if (inet_pton(AF_INET, terminated.c_str(), address.data() + kMappedBytes) == 1) return address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1) return address;
  return std::nullopt;
}

std::string to_text(const Address& address) {
  char text[INET6_ADDRSTRLEN];
  if (is_mapped(address)) {
    inet_ntop(AF_INET, address.data() + kMappedBytes, text, sizeof text);
  } else {
    inet_ntop(AF_INET6, address.data(), text, sizeof text);
  }
  return text;
}

bool shares_prefix(const Address& a, const Address& b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

}  // namespace

Result<TrustedProxies> TrustedProxies::parse(std::span<const std::string> networks) {
  TrustedProxies proxies;
  for (const std::string_view text : networks) {
    const auto slash = std::min(text.find('/'), text.size());
    const auto address = address_from(text.substr(0, slash));
    if (!address) return fail(Errc::BadRequest, "not an address: " + std::string(text));
    const int most = is_mapped(*address) ? 32 : 128;
    int bits = most;
    if (slash < text.size()) {
      const char* const end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data() + slash + 1, end, bits);
      if (error != std::errc{} || stop != end || bits < 0 || bits > most) {
        return fail(Errc::BadRequest, "not a network: " + std::string(text));
      }
    }
    proxies.networks_.push_back({*address, bits + 128 - most});
  }
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  const auto wanted = address_from(address);
  return wanted && std::ranges::any_of(networks_, [&](const Network& network) {
           return shares_prefix(*wanted, network.address, network.prefix_bits);
         });
}

std::string client_address(std::string_view peer, std::string_view forwarded_for,
                           const TrustedProxies& proxies) {
  const auto peer_address = address_from(peer);
  std::string client = peer_address ? to_text(*peer_address) : std::string(peer);
  auto rest = forwarded_for;
  while (!rest.empty() && proxies.contains(client)) {
    const auto comma = rest.rfind(',');
    const auto start = comma == std::string_view::npos ? 0 : comma + 1;
    const auto named = address_from(trimmed(rest.substr(start)));
    if (!named) break;
    client = to_text(*named);
    rest = rest.substr(0, start == 0 ? 0 : comma);
  }
  return client;
}

}  // namespace parley
