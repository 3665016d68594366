#include "http/request.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "base/unicode.h"
#include "http/http_text.h"

namespace parley {
namespace {

namespace beast_http = boost::beast::http;

constexpr std::string_view kMethods[] = {"GET",   "HEAD",   "POST",   "PUT",
                                         "PATCH", "DELETE", "OPTIONS"};

enum class Form : std::uint8_t { Path, Query };  // In a query, `+` is a space.

// Nothing if the text does not decode to UTF-8 without NUL. The escapes are well formed: the
// validator saw to that.
std::optional<std::string> decoded(std::string_view text, Form form) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out.push_back(static_cast<char>(hex_digit(text[i + 1]) << 4 | hex_digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(form == Form::Query && text[i] == '+' ? ' ' : text[i]);
    }
  }
  if (out.contains('\0') || !is_valid_utf8(out)) return std::nullopt;
  return out;
}

bool split_path(std::string_view path, std::vector<std::string>& segments) {
  for (auto rest = path.substr(1);;) {
    const auto slash = std::min(rest.find('/'), rest.size());
    auto segment = decoded(rest.substr(0, slash), Form::Path);
    if (!segment) return false;
    segments.push_back(*std::move(segment));
    if (slash == rest.size()) return true;
    rest.remove_prefix(slash + 1);
  }
}

bool split_query(std::string_view query, std::vector<std::pair<std::string, std::string>>& out) {
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals), Form::Query);
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), Form::Query);
    if (!name || !value) return false;
    out.emplace_back(*std::move(name), *std::move(value));
  }
  return true;
}

}  // namespace

std::string_view to_text(Method method) { return kMethods[std::to_underlying(method)]; }

std::optional<Method> method_from(std::string_view text) {
  const auto* const found = std::ranges::find(kMethods, text);
  if (found == std::end(kMethods)) return std::nullopt;
  return static_cast<Method>(found - kMethods);
}

std::optional<std::string_view> Request::field(std::string_view name) const {
  for (const auto& [field_name, value] : fields) {
    if (field_name == name) return value;
  }
  return std::nullopt;
}

std::string Request::list_field(std::string_view name) const {
  std::string list;
  for (const auto& [field_name, value] : fields) {
    if (field_name != name) continue;
    if (!list.empty()) list += ',';
    list += value;
  }
  return list;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  for (const auto& [parameter, value] : query) {
    if (parameter == name) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::bearer_token() const {
  constexpr std::string_view kScheme = "Bearer ";
  const auto value = field("authorization");
  if (!value || !equals_ignoring_case(value->substr(0, kScheme.size()), kScheme)) {
    return std::nullopt;
  }
  const auto token = trimmed(value->substr(kScheme.size()));
  const bool is_good = !token.empty() && std::ranges::all_of(token, [](char c) {
    return is_alpha(c) || is_digit(c) || std::string_view("-._~+/=").contains(c);
  });
  return is_good ? std::optional(token) : std::nullopt;
}

std::expected<Request, HttpFault> parse_request(std::string_view head) {
  beast_http::request_parser<beast_http::empty_body> parser;
  parser.header_limit(kHeadBytesMax);
  parser.body_limit(boost::none);  // The body is not read by this parser.
  boost::beast::error_code error;
  parser.put(boost::asio::buffer(head), error);
  if (!parser.is_header_done()) return std::unexpected(HttpFault{400, "not understood"});

  const auto& parsed = parser.get();
  const std::string_view target(parsed.target().data(), parsed.target().size());
  const std::string_view method_text(parsed.method_string().data(), parsed.method_string().size());
  const auto method = method_from(method_text);
  if (!method) return std::unexpected(HttpFault{501, "an unknown method"});
  Request request;
  request.method = *method;
  const auto mark = std::min(target.find('?'), target.size());
  request.path = target.substr(0, mark);
  if (!split_path(request.path, request.segments) ||
      !split_query(target.substr(std::min(mark + 1, target.size())), request.query)) {
    return std::unexpected(HttpFault{400, "a path or query that is not UTF-8"});
  }
  for (const auto& field : parsed) {
    std::string name(field.name_string().data(), field.name_string().size());
    std::ranges::transform(name, name.begin(), to_lower);
    request.fields.emplace_back(std::move(name),
                                std::string(field.value().data(), field.value().size()));
  }
  return request;
}

}  // namespace parley
