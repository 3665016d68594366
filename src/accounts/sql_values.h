// How the values of this folder are written in SQL, and read back.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "base/check.h"
#include "base/ids.h"
#include "base/time.h"
#include "engines/sql/sql.h"

namespace parley {

template <class Kind>
std::int64_t to_sql(Id<Kind> id) {
  return static_cast<std::int64_t>(id.bits());
}
template <class Enum>
  requires std::is_enum_v<Enum>
std::int64_t to_sql(Enum value) {
  return static_cast<std::int64_t>(value);
}
template <class Number>
  requires std::is_integral_v<Number>
std::int64_t to_sql(Number value) {
  return static_cast<std::int64_t>(value);
}
template <std::size_t size>
sql::Blob to_sql(const std::array<std::uint8_t, size>& bytes) {
  return {{reinterpret_cast<const char*>(bytes.data()), bytes.size()}};
}

// An id, an enumeration or a number from an integer column.
template <class T>
T from_sql(const sql::Row& row, std::size_t column) {
  return static_cast<T>(row.integer(column));
}
template <class IdType>
  requires requires(IdType id) { id.bits(); }
IdType from_sql(const sql::Row& row, std::size_t column) {
  return IdType{static_cast<std::uint64_t>(row.integer(column))};
}
template <std::size_t size>
std::array<std::uint8_t, size> bytes_from_sql(const sql::Row& row, std::size_t column) {
  const auto& text = row.text(column);
  PARLEY_CHECK(text.size() == size);
  std::array<std::uint8_t, size> bytes;
  std::ranges::copy(text, bytes.begin());
  return bytes;
}

}  // namespace parley
