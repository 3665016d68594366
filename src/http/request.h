// A request as handlers see it: decoded once, here, and checked before it gets here.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/head_validator.h"

namespace parley {

enum class Method : std::uint8_t { Get, Head, Post, Put, Patch, Delete, Options };

// `GET` …, and back; nothing for a method that is not known here.
std::string_view to_text(Method method);
std::optional<Method> method_from(std::string_view text);

struct Request {
  Method method{};
  std::string path;                   // As sent, without the query. For logs.
  std::vector<std::string> segments;  // Of the path, percent-decoded, good UTF-8: /a/b is a, b.
  std::vector<std::pair<std::string, std::string>> query;   // In order; percent-decoded.
  std::vector<std::pair<std::string, std::string>> fields;  // In order; names in lower case.
  std::string body;
  std::string client;  // The address of who asks, in text.
  std::string id;      // Ours, for logs: 16 hexadecimal digits.

  // The value of the first field of that name, which is in lower case.
  std::optional<std::string_view> field(std::string_view name) const;
  // All values of a field that is a list, joined with commas.
  std::string list_field(std::string_view name) const;
  // The value of the first parameter of that name.
  std::optional<std::string_view> query_value(std::string_view name) const;
  // What `Authorization: Bearer` carries; nothing if there is no such field, or it is not of that
  // form (RFC 6750 section 2.1). Not for any log.
  std::optional<std::string_view> bearer_token() const;
};

// Reads a head that validate_head() has passed. `client`, `id` and `body` are left empty. 501 for
// an unknown method, 400 for a path or query that does not decode to UTF-8 without NUL.
std::expected<Request, HttpFault> parse_request(std::string_view head);

}  // namespace parley
