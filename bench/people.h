// The people of a workload, made over HTTP: sign-up, log-in from another device, groups.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "bench/http_client.h"

namespace parley::bench {

struct Person {
  std::string name;  // The username.
  UserId user;
  std::string token;  // Of the device that signed up.
};

// Signs up `count` people whom anyone may add to a group, on several connections at once. Their
// names are new on every call.
Result<std::vector<Person>> sign_up(Endpoint server, std::size_t count);

// Logs `person` in from one more device; returns its token.
Result<std::string> log_in(HttpClient& client, const Person& person);

// The first of `members` makes a group with the others, who first let anyone add them.
Result<ConversationId> make_group(HttpClient& client, std::span<const Person> members);

}  // namespace parley::bench
