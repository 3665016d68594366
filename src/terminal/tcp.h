// A connection to the server.
#pragma once

#include "base/error.h"
#include "engines/io/io.h"
#include "terminal/server_address.h"

namespace parley::terminal {

constexpr Milliseconds kConnectWait{10'000};

// Overloaded if nobody answers at any address of that name, with a sentence for people.
Awaitable<Result<Socket>> connect_to(ServerAddress server);

}  // namespace parley::terminal
