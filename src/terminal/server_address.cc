#include "terminal/server_address.h"

#include <algorithm>

namespace parley::terminal {
namespace {

bool is_port(std::string_view text) {
  return !text.empty() && text.size() <= 5 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host(std::string_view text, bool is_bracketed) {
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || (is_bracketed && c == ':');
  });
}

}  // namespace

std::string ServerAddress::authority() const {
  const bool is_ipv6 = host.find(':') != host.npos;
  return (is_ipv6 ? "[" + host + "]" : host) + ":" + port;
}

Result<ServerAddress> server_address_from(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  const auto wrong = [] {
    return fail(Errc::BadRequest, "the server is named as http://host:port");
  };
  if (!url.starts_with(kScheme)) return wrong();
  url.remove_prefix(kScheme.size());
  if (url.ends_with('/')) url.remove_suffix(1);
  const bool is_bracketed = url.starts_with('[');
  const std::size_t end = is_bracketed ? url.find(']') : std::min(url.find(':'), url.size());
  if (end == url.npos) return wrong();
  const std::string_view host = is_bracketed ? url.substr(1, end - 1) : url.substr(0, end);
  std::string_view rest = url.substr(is_bracketed ? end + 1 : end);
  if (!is_host(host, is_bracketed)) return wrong();
  if (rest.empty()) return ServerAddress{std::string(host), "80"};
  if (!rest.starts_with(':') || !is_port(rest.substr(1))) return wrong();
  return ServerAddress{std::string(host), std::string(rest.substr(1))};
}

}  // namespace parley::terminal
