// SQLite, in this process, in one file: write-ahead log, every commit synced to the disk.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/error.h"
#include "engines/sql/sql.h"

namespace parley::sql {

// Opens the file, or makes it (its folder must be there). `readers` transactions can read at the
// same time, each on a snapshot, while one writes: SQLite has one writer, so writers queue for one
// connection. Another process may open the file too; writers then wait for each other up to 5 s.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, std::size_t readers = 4);

}  // namespace parley::sql
