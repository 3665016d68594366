// One request and its answer, over HTTP/1.1.
#pragma once

#include <string>

#include "base/error.h"
#include "base/time.h"
#include "engines/io/io.h"
#include "terminal/server_address.h"

namespace parley::terminal {

struct HttpRequest {
  std::string method;
  std::string target;
  std::string body{};
  std::string token{};            // Of the device, or none.
  std::string idempotency_key{};  // Of a submission, or none.
  Milliseconds answer_wait{15'000};
};

struct HttpAnswer {
  unsigned status = 0;
  std::string body;
};

// Any answer of the server is an answer; Overloaded is that there was none in time, with a sentence
// for people. A connection a request: a person types slower than that costs.
Awaitable<Result<HttpAnswer>> ask(ServerAddress server, HttpRequest request);

}  // namespace parley::terminal
