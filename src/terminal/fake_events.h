// People, conversations and events for tests.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "terminal/profile.h"
#include "wire/events.h"
#include "wire/server_frames.h"

namespace parley::terminal {

inline constexpr UserId kRomeo{1};
inline constexpr UserId kJuliet{2};
inline const ConversationId kDirect = ConversationId::of(kRomeo, kJuliet);
inline const ConversationId kGroup = ConversationId::of(GroupId{7});

inline ClientMessageId id_of(std::uint8_t number) {
  return make_client_message_id(TimeMs{1'700'000'000'000}, {number});
}

inline wire::MessageEvent message_of(std::uint64_t seq, UserId sender, std::string text) {
  return {.seq = Seq{seq},
          .ordinal = Ordinal{seq},
          .sender = sender,
          .sent_at = TimeMs{1'700'000'000'000},
          .client_message_id = id_of(static_cast<std::uint8_t>(seq)),
          .text = std::move(text)};
}

inline wire::EditEvent edit_of(std::uint64_t seq, std::uint64_t target, std::string text) {
  return {.seq = Seq{seq},
          .ordinal = Ordinal{seq},
          .sender = kJuliet,
          .sent_at = TimeMs{1'700'000'001'000},
          .client_message_id = id_of(static_cast<std::uint8_t>(seq)),
          .target = Seq{target},
          .text = std::move(text)};
}

inline wire::DeleteEvent deletion_of(std::uint64_t seq, std::uint64_t target) {
  return {.seq = Seq{seq},
          .ordinal = Ordinal{seq},
          .sender = kJuliet,
          .sent_at = TimeMs{1'700'000'002'000},
          .client_message_id = id_of(static_cast<std::uint8_t>(seq)),
          .target = Seq{target}};
}

inline wire::ReactionEvent reaction_of(std::uint64_t seq, std::uint64_t target, bool on) {
  return {.seq = Seq{seq},
          .ordinal = Ordinal{seq},
          .sender = kJuliet,
          .sent_at = TimeMs{1'700'000'002'000},
          .client_message_id = id_of(static_cast<std::uint8_t>(seq)),
          .target = Seq{target},
          .emoji = "👍",
          .on = on};
}

inline wire::CreatedEvent creation_of(std::uint64_t seq, std::string title,
                                      std::vector<UserId> members) {
  return {.seq = Seq{seq},
          .ordinal = Ordinal{0},
          .sender = kJuliet,
          .sent_at = TimeMs{1'700'000'000'000},
          .client_message_id = id_of(static_cast<std::uint8_t>(seq)),
          .title = std::move(title),
          .members = std::move(members)};
}

inline wire::MembersEvent members_of(std::uint64_t seq, UserId sender) {
  return {.seq = Seq{seq},
          .ordinal = Ordinal{0},
          .sender = sender,
          .sent_at = TimeMs{1'700'000'000'000},
          .client_message_id = id_of(static_cast<std::uint8_t>(seq)),
          .added = {},
          .removed = {},
          .roles = {}};
}

inline wire::Item item_of(std::uint64_t inbox_seq, ConversationId conversation, wire::Event event) {
  return {InboxSeq{inbox_seq}, conversation, std::move(event)};
}

// Romeo, who holds the inbox up to item 10.
inline Changes romeo_at_10() {
  Changes changes;
  changes.account = Account{"127.0.0.1:8400", kRomeo, "romeo", "a token"};
  changes.cursor = Cursor{Incarnation{1}, InboxSeq{10}};
  changes.people[kJuliet] = {kJuliet, "juliet", "Juliet"};
  return changes;
}

}  // namespace parley::terminal
