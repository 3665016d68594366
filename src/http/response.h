// What a handler answers, and how it looks on the wire.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/time.h"

namespace parley {

struct Response {
  int status = 200;
  std::string body{};
  std::string_view content_type = "application/json";  // A literal. Not sent without a body.
  // More fields. `Cache-Control` here takes the place of the default, `no-store`.
  std::vector<std::pair<std::string_view, std::string>> fields{};
  std::string detail{};  // For the operator's log, never for the wire.
};

// An answer with a JSON body that is already written.
Response json_response(int status, std::string body);
// 204.
Response no_content();

// RFC 9457: title, status, code, retry, retry_after_ms; with Retry-After where the time is known.
// The error's detail goes into the log only. The second form is for statuses that HTTP has and the
// table of errors has not (405, 408 …).
Response problem(const Error& error);
Response problem(int status, const Error& error);

// How one response is sent.
struct Sending {
  TimeMs now;  // For Date.
  std::string_view request_id{};
  bool closes = false;  // The connection is closed after it.
};

// The head, with the empty line. Control characters in the values of fields become `?`.
std::string response_head(const Response& response, const Sending& sending);

}  // namespace parley
