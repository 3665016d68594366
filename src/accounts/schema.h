// The tables of this folder, as they grew.
#pragma once

#include <span>

#include "engines/sql/migrations.h"

namespace parley {

std::span<const sql::Migration> accounts_migrations();

}  // namespace parley
