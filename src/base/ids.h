// Identifiers, one type per kind of thing.
//
// A UserId and a DeviceId are both 64 bits, and a function that takes one can never be handed the
// other. An Id has no arithmetic; a Seq has next(), because "the next event" means something.
// The text forms are those of protocol section 1: decimal strings, `g<id>`, `d<a>-<b>`.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace parley {

// `Kind` is declared and never defined; it exists only to tell the types apart.
//
//   |1|----------41-----------|----10----|----12----|
//   |0| ms since 2024-01-01 Z |   node   | sequence |
//
// Ids sort by creation time to within the clock skew between nodes. Nothing may rely on finer
// order than that: the order of events in a conversation is Seq, and only Seq.
template <class Kind>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint64_t bits) : bits_(bits) {}

  constexpr std::uint64_t bits() const { return bits_; }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::uint64_t bits_ = 0;
};

using UserId = Id<struct UserKind>;
using DeviceId = Id<struct DeviceKind>;
using GroupId = Id<struct GroupKind>;

// The decimal text of an id, and back. Nothing for an empty text, a sign, a leading zero, the id 0,
// or a number of 2^63 and more.
std::string to_text(std::uint64_t bits);
std::optional<std::uint64_t> id_bits_from(std::string_view text);

template <class Kind>
std::string to_text(Id<Kind> id) {
  return to_text(id.bits());
}
template <class IdType>
std::optional<IdType> id_from(std::string_view text) {
  const auto bits = id_bits_from(text);
  return bits ? std::optional(IdType{*bits}) : std::nullopt;
}

// A direct conversation is its two users, lower first (equal: notes to oneself); a group has
// `first` zero and its GroupId in `second`.
struct ConversationId {
  std::uint64_t first = 0;
  std::uint64_t second = 0;

  constexpr bool is_group() const { return first == 0; }
  constexpr GroupId group() const { return GroupId{second}; }
  constexpr UserId lower() const { return UserId{first}; }
  constexpr UserId upper() const { return UserId{second}; }
  // The other side of a direct conversation; oneself in notes to oneself.
  constexpr UserId peer_of(UserId user) const { return user == lower() ? upper() : lower(); }
  constexpr bool is_between(UserId user) const {
    return !is_group() && (user == lower() || user == upper());
  }

  static constexpr ConversationId of(GroupId group) { return {0, group.bits()}; }
  static constexpr ConversationId of(UserId a, UserId b) {
    return a < b ? ConversationId{a.bits(), b.bits()} : ConversationId{b.bits(), a.bits()};
  }

  friend constexpr auto operator<=>(const ConversationId&, const ConversationId&) = default;
};

// `g<id>` or `d<a>-<b>`; any other spelling is nothing (which a client is told as `not_found`).
std::string to_text(ConversationId id);
std::optional<ConversationId> conversation_from(std::string_view text);

// The place of an event in its conversation. The first is Seq{1}; Seq{0} means "none yet".
enum class Seq : std::uint64_t {};

// The place of an item in one user's inbox, counted the same way.
enum class InboxSeq : std::uint64_t {};

// The number of messages of a conversation up to and including an event.
enum class Ordinal : std::uint64_t {};

// The place of a command in the durable log. Grows along one conversation, and along one inbox.
enum class Position : std::uint64_t {};

// Changes only when an inbox was restored or moved; the first half of a cursor.
enum class Incarnation : std::uint64_t {};

// `to_number` and `next` serve the counted types above.
template <class Counter>
  requires std::is_enum_v<Counter>
constexpr std::uint64_t to_number(Counter counter) {
  return static_cast<std::uint64_t>(counter);
}
template <class Counter>
  requires std::is_enum_v<Counter>
constexpr Counter next(Counter counter) {
  return Counter{to_number(counter) + 1};
}

// The name a client gives a submission: a UUIDv7 (RFC 9562 section 5.7), lower case with hyphens.
struct ClientMessageId {
  std::array<std::uint8_t, 16> bytes{};

  // The time in its first 48 bits.
  TimeMs time() const;

  friend auto operator<=>(const ClientMessageId&, const ClientMessageId&) = default;
};

std::string to_text(const ClientMessageId& id);
// Nothing unless the text is the lower-case form of a version 7, variant 10 UUID.
std::optional<ClientMessageId> client_message_id_from(std::string_view text);
// A new one: time in front, the rest from `random`.
ClientMessageId make_client_message_id(TimeMs now, std::array<std::uint8_t, 10> random);

// Where a device stands in its user's inbox.
struct Cursor {
  Incarnation incarnation{};
  InboxSeq inbox_seq{};

  friend auto operator<=>(const Cursor&, const Cursor&) = default;
};

// A good 64-bit mix for hash tables (the finaliser of SplitMix64).
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

}  // namespace parley

template <class Kind>
struct std::hash<parley::Id<Kind>> {
  std::size_t operator()(parley::Id<Kind> id) const noexcept { return parley::mix(id.bits()); }
};
template <>
struct std::hash<parley::ConversationId> {
  std::size_t operator()(parley::ConversationId id) const noexcept {
    return parley::mix(id.first * 0x9e3779b97f4a7c15ULL + id.second);
  }
};
template <>
struct std::hash<parley::ClientMessageId> {
  std::size_t operator()(const parley::ClientMessageId& id) const noexcept;
};
