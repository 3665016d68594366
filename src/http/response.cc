#include "http/response.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <iterator>

#include "base/retry.h"

namespace parley {
namespace {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 417: return "Expectation Failed";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "";  // The phrase may be empty (RFC 9112 section 4).
  }
}

// The one form of a date in HTTP (RFC 9110 section 5.6.7), whatever the locale.
std::string http_date(TimeMs time) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = to_number(time) / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
                     kDays[static_cast<std::size_t>(utc.tm_wday)], utc.tm_mday,
                     kMonths[static_cast<std::size_t>(utc.tm_mon)], 1900 + utc.tm_year, utc.tm_hour,
                     utc.tm_min, utc.tm_sec);
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  std::ranges::replace_copy_if(value, std::back_inserter(head), is_control, '?');
  head.append("\r\n");
}

}  // namespace

Response json_response(int status, std::string body) {
  return {.status = status, .body = std::move(body)};
}

Response no_content() { return {.status = 204}; }

Response problem(const Error& error) { return problem(http_status(error.code), error); }

// Titles, codes and rules are ours and need no escaping.
Response problem(int status, const Error& error) {
  Response response{.status = status, .content_type = "application/problem+json"};
  auto out = std::back_inserter(response.body);
  fmt::format_to(out, R"({{"title":"{}","status":{},"code":"{}","retry":"{}")",
                 sentence(error.code), status, to_text(error.code),
                 to_text(retry_rule(error.code)));
  if (const auto after = retry_after(error)) {
    const auto seconds = fmt::to_string((after->count() + 999) / 1000);
    fmt::format_to(out, R"(,"retry_after_ms":{})", after->count());
    response.fields.emplace_back("Retry-After", seconds);
    if (error.code == Errc::RateLimited) {
      response.fields.emplace_back("RateLimit-Remaining", "0");
      response.fields.emplace_back("RateLimit-Reset", seconds);
    }
  }
  response.body += '}';
  if (status == 401) response.fields.emplace_back("WWW-Authenticate", "Bearer");
  response.detail = error.detail;
  return response;
}

std::string response_head(const Response& response, const Sending& sending) {
  std::string head;
  head.reserve(384);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status,
                 reason_phrase(response.status));
  append_field(head, "Date", http_date(sending.now));
  const bool may_have_body = response.status != 204 && response.status != 304;
  if (may_have_body) append_field(head, "Content-Length", fmt::to_string(response.body.size()));
  if (may_have_body && !response.body.empty()) {
    append_field(head, "Content-Type", response.content_type);
  }
  append_field(head, "X-Content-Type-Options", "nosniff");
  const auto names_cache = [](const auto& field) { return field.first == "Cache-Control"; };
  if (std::ranges::none_of(response.fields, names_cache)) {
    append_field(head, "Cache-Control", "no-store");
  }
  for (const auto& [name, value] : response.fields) append_field(head, name, value);
  if (!sending.request_id.empty()) append_field(head, "X-Request-Id", sending.request_id);
  if (sending.closes) append_field(head, "Connection", "close");
  head.append("\r\n");
  return head;
}

}  // namespace parley
