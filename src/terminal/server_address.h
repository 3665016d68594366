// The server, as a person names it: http://host[:port].
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace parley::terminal {

struct ServerAddress {
  std::string host;  // Without the brackets of an IPv6 address.
  std::string port;

  // As it stands in a Host header.
  std::string authority() const;

  friend bool operator==(const ServerAddress&, const ServerAddress&) = default;
};

// BadRequest, with a sentence, for anything else. The port is 80 where there is none.
Result<ServerAddress> server_address_from(std::string_view url);

}  // namespace parley::terminal
