#include "wire/ws_handshake.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>

#include "base/check.h"

namespace parley {
namespace {

// Section 1.3: the same for every server there is.
constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

std::string base64(std::span<const std::uint8_t> bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');
  // Writes a NUL behind the text, where std::string keeps its own.
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                  static_cast<int>(bytes.size()));
  return text;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(
      a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The value of the only field of that name.
std::optional<std::string_view> field(std::string_view head, std::string_view name) {
  std::optional<std::string_view> value;
  for (auto rest = head; !rest.empty();) {
    const auto end = std::min(rest.find("\r\n"), rest.size());
    const auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (!equals_ignoring_case(line.substr(0, colon), name)) continue;
    if (value) return std::nullopt;
    value = trimmed(line.substr(colon + 1));
  }
  return value;
}

}  // namespace

std::string ws_key(std::array<std::uint8_t, 16> random) { return base64(random); }

bool is_ws_key(std::string_view text) {
  // 16 bytes make 22 digits, the last of which carries two bits, and two signs of padding.
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return text.size() == 24 && text.ends_with("==") &&
         text.substr(0, 22).find_first_not_of(kDigits) == std::string_view::npos &&
         std::string_view("AQgw").contains(text[21]);
}

std::string ws_accept(std::string_view key) {
  std::string text(key);
  text += kGuid;
  std::array<std::uint8_t, 20> digest;
  const int done =
      EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
  PARLEY_CHECK(done == 1);
  return base64(digest);
}

std::string ws_request_head(std::string_view host, std::string_view target, std::string_view key) {
  std::string head = "GET ";
  head.append(target).append(" HTTP/1.1\r\nHost: ").append(host);
  head.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13");
  head.append("\r\nSec-WebSocket-Key: ").append(key);
  head.append("\r\nSec-WebSocket-Protocol: ").append(kWsSubprotocol).append("\r\n\r\n");
  return head;
}

std::string ws_response_head(std::string_view key) {
  std::string head =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade"
      "\r\nSec-WebSocket-Accept: ";
  head.append(ws_accept(key));
  head.append("\r\nSec-WebSocket-Protocol: ").append(kWsSubprotocol).append("\r\n\r\n");
  return head;
}

bool accepts_ws_key(std::string_view head, std::string_view key) {
  if (!head.starts_with("HTTP/1.1 101 ") || !head.ends_with("\r\n\r\n")) return false;
  const auto upgrade = field(head, "Upgrade");
  const auto connection = field(head, "Connection");
  return upgrade && equals_ignoring_case(*upgrade, "websocket") && connection &&
         equals_ignoring_case(*connection, "upgrade") &&
         field(head, "Sec-WebSocket-Accept") == ws_accept(key) &&
         field(head, "Sec-WebSocket-Protocol") == kWsSubprotocol &&
         !field(head, "Sec-WebSocket-Extensions");
}

}  // namespace parley
