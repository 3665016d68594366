// SQLite, in this process, in one file, with a write-ahead log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "engines/sql/sql.h"

namespace parley::sql {

// Synced: what was committed survives a power cut. Rebuildable: the newest commits may be gone
// after one, and what is left is whole.
enum class Durability : std::uint8_t { Synced, Rebuildable };

// Opens the file, or makes it (its folder must be there). `readers` transactions can read at the
// same time, each on a snapshot, while one writes: SQLite has one writer, so writers queue for one
// connection. Another process may open the file too; writers then wait for each other up to 5 s.
Result<std::unique_ptr<Database>> open_sqlite(const std::string& path, std::size_t readers = 4,
                                              Durability durability = Durability::Synced);

}  // namespace parley::sql
