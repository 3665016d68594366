// Numbers that grow in the order in which transactions commit.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/error.h"
#include "engines/sql/sql.h"

namespace parley {

// The next number of `counter`. From here on until it commits, no other transaction can take one,
// so a reader who saw a number has seen, or will never see, every smaller one.
Result<std::int64_t> next_number(sql::Transaction& transaction, std::string_view counter);

}  // namespace parley
