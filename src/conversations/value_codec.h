// The pieces that the byte formats of commands and of rows have in common: lists of users, ids,
// places and roles.
//
//   users     varint count · 8 bytes each
//   optional  1 byte 0, or 1 byte 1 and the value
//   place     varint (a Seq, an Ordinal, a Position …)
#pragma once

#include <concepts>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "conversations/event.h"

namespace parley {

inline void write_users(ByteWriter& out, const std::vector<UserId>& users) {
  out.varint(users.size());
  for (const UserId user : users) out.u64(user.bits());
}
inline std::vector<UserId> read_users(ByteReader& in) {
  std::vector<UserId> users(static_cast<std::size_t>(in.count(8)));
  for (UserId& user : users) user = UserId{in.u64()};
  return users;
}

inline void write_id(ByteWriter& out, const ClientMessageId& id) {
  out.raw({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
}
inline ClientMessageId read_client_message_id(ByteReader& in) {
  ClientMessageId id;
  const auto bytes = in.raw(id.bytes.size());
  std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
  return id;
}

// TimeMs before 1970 does not occur; it would be written as a number of 10 bytes and read back.
template <class Place>
void write_place(ByteWriter& out, Place place) {
  out.varint(static_cast<std::uint64_t>(place));
}
template <class Place>
Place read_place(ByteReader& in) {
  return static_cast<Place>(in.varint());
}

// `write` is called with the value, if there is one.
template <class T>
void write_optional(ByteWriter& out, const std::optional<T>& value,
                    std::invocable<const T&> auto write) {
  out.boolean(value.has_value());
  if (value) write(*value);
}
template <std::invocable Read>
auto read_optional(ByteReader& in, Read read) -> std::optional<std::invoke_result_t<Read>> {
  if (!in.boolean()) return std::nullopt;
  return read();
}

inline Role read_role(ByteReader& in) { return static_cast<Role>(in.u8_below(3)); }
inline HistoryRule read_history_rule(ByteReader& in) {
  return static_cast<HistoryRule>(in.u8_below(2));
}

}  // namespace parley
