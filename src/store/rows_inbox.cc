// The rows of a user: inbox items, head, days, conversations, and device cursors. These are written
// for every recipient of every event, so they are small, and made with one allocation.
#include <algorithm>

#include "conversations/value_codec.h"
#include "store/rows.h"
#include "store/rows_bytes.h"

namespace parley {
namespace {

constexpr std::uint8_t kHasNotify = 1;
constexpr std::uint8_t kHasMutedUntil = 2;
constexpr std::uint8_t kIsPinned = 4;
constexpr std::uint8_t kHasClearedThrough = 8;
constexpr std::uint8_t kIsArchived = 16;
constexpr std::uint8_t kIsMarkedUnread = 32;
constexpr std::uint8_t kPreferencesFlagsEnd = 64;

std::uint8_t flags_of(const Preferences& preferences) {
  unsigned flags = 0;
  if (preferences.notify) flags |= kHasNotify;
  if (preferences.muted_until) flags |= kHasMutedUntil;
  if (preferences.pinned) flags |= kIsPinned;
  if (preferences.cleared_through) flags |= kHasClearedThrough;
  if (preferences.archived) flags |= kIsArchived;
  if (preferences.marked_unread) flags |= kIsMarkedUnread;
  return static_cast<std::uint8_t>(flags);
}

// |varint version|1 flags|and what is flagged: 1 notify|place muted_until|place
// cleared_through|
void write_preferences(ByteWriter& out, const Preferences& preferences) {
  out.varint(preferences.version);
  out.u8(flags_of(preferences));
  if (preferences.notify) out.u8(std::to_underlying(*preferences.notify));
  if (preferences.muted_until) write_place(out, *preferences.muted_until);
  if (preferences.cleared_through) write_place(out, *preferences.cleared_through);
}

Preferences read_preferences(ByteReader& in) {
  Preferences preferences;
  preferences.version = in.varint();
  const std::uint8_t flags = in.u8_below(kPreferencesFlagsEnd);
  if (flags & kHasNotify) preferences.notify = static_cast<Notify>(in.u8_below(3));
  if (flags & kHasMutedUntil) preferences.muted_until = read_place<TimeMs>(in);
  if (flags & kHasClearedThrough) preferences.cleared_through = read_place<Seq>(in);
  preferences.pinned = (flags & kIsPinned) != 0;
  preferences.archived = (flags & kIsArchived) != 0;
  preferences.marked_unread = (flags & kIsMarkedUnread) != 0;
  return preferences;
}

// The bodies, by kind:
//   0 EventItem        place seq
//   1 ReadItem         place through · varint unread
//   2 PreferencesItem  preferences
//   3 RejectedItem     16 client_message_id · 2 code
//   4 InvitationItem   8 by · string title
//   5 ContactItem      8 user · 1 state · varint version
//   6 DevicesItem      nothing
struct BodyWriter {
  ByteWriter& out;

  void operator()(const EventItem& item) const { write_place(out, item.seq); }
  void operator()(const ReadItem& item) const {
    write_place(out, item.through);
    out.varint(item.unread);
  }
  void operator()(const PreferencesItem& item) const { write_preferences(out, item.preferences); }
  void operator()(const RejectedItem& item) const {
    write_id(out, item.client_message_id);
    write_code(out, item.code);
  }
  void operator()(const InvitationItem& item) const {
    out.u64(item.by.bits());
    out.string(item.title);
  }
  void operator()(const ContactItem& item) const {
    out.u64(item.contact.user.bits());
    out.u8(std::to_underlying(item.contact.state));
    out.varint(item.contact.version);
  }
  void operator()(const DevicesItem&) const {}
};

ReadItem read_read(ByteReader& in) {
  ReadItem item;
  item.through = read_place<Seq>(in);
  item.unread = in.varint();
  return item;
}

RejectedItem read_rejected(ByteReader& in) {
  RejectedItem item;
  item.client_message_id = read_client_message_id(in);
  item.code = read_code(in);
  return item;
}

InvitationItem read_invitation(ByteReader& in) {
  InvitationItem item;
  item.by = UserId{in.u64()};
  item.title = in.string();
  return item;
}

ContactItem read_contact(ByteReader& in) {
  ContactItem item;
  item.contact.user = UserId{in.u64()};
  item.contact.state = static_cast<ContactState>(in.u8_below(4));
  item.contact.version = in.varint();
  return item;
}

ItemBody read_body(ByteReader& in, std::size_t kind) {
  switch (kind) {
    case 0: return EventItem{.seq = read_place<Seq>(in)};
    case 1: return read_read(in);
    case 2: return PreferencesItem{.preferences = read_preferences(in)};
    case 3: return read_rejected(in);
    case 4: return read_invitation(in);
    case 5: return read_contact(in);
    default: return DevicesItem{};
  }
}

// Set in the kind of an item whose conversation has a first half, which only direct ones have.
constexpr std::uint8_t kHasFirst = 0x80;

void read_mentions(ByteReader& in, std::vector<Seq>& mentions) {
  mentions.resize(static_cast<std::size_t>(in.count(1)));
  std::uint64_t last = 0;
  for (Seq& mention : mentions) {
    const std::uint64_t step = in.varint();
    if (step == 0 || step > to_number(kOpenEnd) - last) return in.fail();
    last += step;
    mention = Seq{last};
  }
}

}  // namespace

// |1 version|1 kind|8 first half of the conversation, if flagged|8 second half|body|
std::string encode_item(const Item& item) {
  std::string bytes;
  bytes.reserve(32);
  ByteWriter out = begin_row(bytes);
  const std::uint64_t first = item.conversation.first;
  const std::uint8_t flag = first != 0 ? kHasFirst : 0;
  out.u8(static_cast<std::uint8_t>(item.body.index() | flag));
  if (first != 0) out.u64(first);
  out.u64(item.conversation.second);
  std::visit(BodyWriter{out}, item.body);
  return bytes;
}

Result<Item> decode_item(InboxSeq inbox_seq, std::string_view bytes) {
  ByteReader in = open_row(bytes);
  Item item;
  item.inbox_seq = inbox_seq;
  const std::uint8_t tag = in.u8();
  const std::size_t kind = tag & ~kHasFirst;
  if (kind >= std::variant_size_v<ItemBody>) in.fail();
  if (tag & kHasFirst) item.conversation.first = in.u64();
  item.conversation.second = in.u64();
  item.body = read_body(in, kind);
  return close_row(in, std::move(item), "inbox item");
}

// |1 version|place incarnation|place head|place floor|varint day + 1|
std::string encode_inbox_head(const InboxHead& head) {
  std::string bytes;
  bytes.reserve(24);
  ByteWriter out = begin_row(bytes);
  write_place(out, head.incarnation);
  write_place(out, head.head);
  write_place(out, head.floor);
  out.varint(static_cast<std::uint64_t>(head.day) + 1);
  return bytes;
}

Result<InboxHead> decode_inbox_head(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  InboxHead head;
  head.incarnation = read_place<Incarnation>(in);
  head.head = read_place<InboxSeq>(in);
  head.floor = read_place<InboxSeq>(in);
  head.day = static_cast<std::int64_t>(in.varint() - 1);
  if (head.floor > head.head) in.fail();
  return close_row(in, head, "inbox head");
}

// |1 version|varint marks|(varint day · place head) each|
std::string encode_inbox_days(const InboxDays& days) {
  std::string bytes;
  ByteWriter out = begin_row(bytes);
  out.varint(days.marks.size());
  for (const auto& mark : days.marks) {
    out.varint(static_cast<std::uint64_t>(mark.day));
    write_place(out, mark.head);
  }
  return bytes;
}

Result<InboxDays> decode_inbox_days(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  InboxDays days;
  days.marks.resize(static_cast<std::size_t>(in.count(2)));
  for (auto& mark : days.marks) {
    mark.day = static_cast<std::int64_t>(in.varint());
    mark.head = read_place<InboxSeq>(in);
  }
  return close_row(in, std::move(days), "inbox days");
}

// |1 version|place cause|place last_inbox_seq|place last_seq|place last_ordinal|place last_listed|
// place last_listed_at|place last_message|place read|place read_ordinal|place left_at|varint
// mentions|varint step from the one before, each|preferences|
std::string encode_inbox_conversation(const InboxConversation& conversation) {
  std::string bytes;
  bytes.reserve(72 + 3 * conversation.mentions.size());
  ByteWriter out = begin_row(bytes);
  write_place(out, conversation.cause);
  write_place(out, conversation.last_inbox_seq);
  write_place(out, conversation.last_seq);
  write_place(out, conversation.last_ordinal);
  write_place(out, conversation.last_listed);
  write_place(out, conversation.last_listed_at);
  write_place(out, conversation.last_message);
  write_place(out, conversation.read);
  write_place(out, conversation.read_ordinal);
  write_place(out, conversation.left_at);
  out.varint(conversation.mentions.size());
  Seq last{};
  for (const Seq mention : conversation.mentions) {
    out.varint(to_number(mention) - to_number(last));
    last = mention;
  }
  write_preferences(out, conversation.preferences);
  return bytes;
}

Result<InboxConversation> decode_inbox_conversation(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  InboxConversation conversation;
  conversation.cause = read_place<Position>(in);
  conversation.last_inbox_seq = read_place<InboxSeq>(in);
  conversation.last_seq = read_place<Seq>(in);
  conversation.last_ordinal = read_place<Ordinal>(in);
  conversation.last_listed = read_place<Seq>(in);
  conversation.last_listed_at = read_place<TimeMs>(in);
  conversation.last_message = read_place<Seq>(in);
  conversation.read = read_place<Seq>(in);
  conversation.read_ordinal = read_place<Ordinal>(in);
  conversation.left_at = read_place<Seq>(in);
  read_mentions(in, conversation.mentions);
  conversation.preferences = read_preferences(in);
  return close_row(in, std::move(conversation), "conversation of an inbox");
}

// |1 version|place at|1 is_online|
std::string encode_last_seen(const LastSeen& seen) {
  std::string bytes;
  ByteWriter out = begin_row(bytes);
  write_place(out, seen.at);
  out.u8(seen.is_online ? 1 : 0);
  return bytes;
}

Result<LastSeen> decode_last_seen(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  LastSeen seen;
  seen.at = read_place<TimeMs>(in);
  const std::uint8_t is_online = in.u8();
  if (is_online > 1) in.fail();
  seen.is_online = is_online == 1;
  return close_row(in, seen, "last seen");
}

// |1 version|place acked|place seen|
std::string encode_device_cursor(const DeviceCursor& cursor) {
  std::string bytes;
  ByteWriter out = begin_row(bytes);
  write_place(out, cursor.acked);
  write_place(out, cursor.seen);
  return bytes;
}

Result<DeviceCursor> decode_device_cursor(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  DeviceCursor cursor;
  cursor.acked = read_place<InboxSeq>(in);
  cursor.seen = read_place<TimeMs>(in);
  return close_row(in, cursor, "device cursor");
}

}  // namespace parley
