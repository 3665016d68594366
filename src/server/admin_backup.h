// `POST /backup?directory=…` on the admin listener: a backup while the server runs.
#pragma once

#include <functional>
#include <string>

#include "base/error.h"
#include "engines/io/worker_pool.h"
#include "http/router.h"

namespace parley {

// `back_up` runs on `pool`; one at a time, or Conflict. The directory is absolute, for it is the
// server's. A request that comes from a web page is Forbidden.
void add_backup(Router& router, WorkerPool& pool,
                std::function<Result<>(const std::string& directory)> back_up);

}  // namespace parley
