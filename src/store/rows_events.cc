// The rows of events and of their annotations.
#include <algorithm>

#include "conversations/value_codec.h"
#include "store/rows.h"
#include "store/rows_bytes.h"

namespace parley {
namespace {

// |varint length|string text|
void write_text(ByteWriter& out, const Text& text) {
  out.varint(text.length);
  out.string(text.text);
}

Text read_text(ByteReader& in) {
  const std::uint64_t length = in.varint();
  if (length > std::numeric_limits<std::uint32_t>::max()) in.fail();
  return {.text = std::string(in.string()), .length = static_cast<std::uint32_t>(length)};
}

void write_role(ByteWriter& out, Role role) { out.u8(std::to_underlying(role)); }
void write_history_rule(ByteWriter& out, HistoryRule rule) { out.u8(std::to_underlying(rule)); }

// The bodies, by kind:
//   0 Message          optional place reply_to · users mentions · text
//   1 Edit             place target · users mentions · text
//   2 Deletion         place target
//   3 Reaction         place target · 1 on · string emoji
//   4 Created          users members · string title
//   5 MembersChanged   users added · users removed · varint count · (8 user · 1 role) each
//   6 SettingsChanged  optional string title · optional 1 history
struct BodyWriter {
  ByteWriter& out;

  void operator()(const Message& message) const {
    write_optional(out, message.reply_to, [this](Seq seq) { write_place(out, seq); });
    write_users(out, message.mentions);
    write_text(out, message.text);
  }
  void operator()(const Edit& edit) const {
    write_place(out, edit.target);
    write_users(out, edit.mentions);
    write_text(out, edit.text);
  }
  void operator()(const Deletion& deletion) const { write_place(out, deletion.target); }
  void operator()(const Reaction& reaction) const {
    write_place(out, reaction.target);
    out.boolean(reaction.on);
    out.string(reaction.emoji);
  }
  void operator()(const Created& created) const {
    write_users(out, created.members);
    out.string(created.title);
  }
  void operator()(const MembersChanged& change) const {
    write_users(out, change.added);
    write_users(out, change.removed);
    out.varint(change.roles.size());
    for (const auto& [user, role] : change.roles) {
      out.u64(user.bits());
      write_role(out, role);
    }
  }
  void operator()(const SettingsChanged& change) const {
    write_optional(out, change.title, [this](const std::string& title) { out.string(title); });
    write_optional(out, change.history,
                   [this](HistoryRule rule) { write_history_rule(out, rule); });
  }
};

Message read_message(ByteReader& in) {
  Message message;
  message.reply_to = read_optional(in, [&in] { return read_place<Seq>(in); });
  message.mentions = read_users(in);
  message.text = read_text(in);
  return message;
}

Edit read_edit(ByteReader& in) {
  Edit edit;
  edit.target = read_place<Seq>(in);
  edit.mentions = read_users(in);
  edit.text = read_text(in);
  return edit;
}

Reaction read_reaction(ByteReader& in) {
  Reaction reaction;
  reaction.target = read_place<Seq>(in);
  reaction.on = in.boolean();
  reaction.emoji = in.string();
  return reaction;
}

Created read_created(ByteReader& in) {
  Created created;
  created.members = read_users(in);
  created.title = in.string();
  return created;
}

MembersChanged read_members_changed(ByteReader& in) {
  MembersChanged change;
  change.added = read_users(in);
  change.removed = read_users(in);
  for (std::uint64_t rest = in.count(9); rest > 0; --rest) {
    const UserId user{in.u64()};
    change.roles[user] = read_role(in);
  }
  return change;
}

SettingsChanged read_settings_changed(ByteReader& in) {
  SettingsChanged change;
  change.title = read_optional(in, [&in] { return std::string(in.string()); });
  change.history = read_optional(in, [&in] { return read_history_rule(in); });
  return change;
}

EventBody read_body(ByteReader& in, std::size_t kind) {
  switch (kind) {
    case 0: return read_message(in);
    case 1: return read_edit(in);
    case 2: return Deletion{.target = read_place<Seq>(in)};
    case 3: return read_reaction(in);
    case 4: return read_created(in);
    case 5: return read_members_changed(in);
    default: return read_settings_changed(in);
  }
}

// The room that a body takes besides its text, but for long lists.
constexpr std::size_t kEventBytes = 96;

std::size_t text_bytes(const EventBody& body) {
  const auto* message = std::get_if<Message>(&body);
  return message ? message->text.text.size() : 0;
}

Annotation::ReactionKind read_reaction_kind(ByteReader& in) {
  Annotation::ReactionKind kind;
  kind.emoji = in.string();
  kind.uses.resize(static_cast<std::size_t>(in.count(9)));
  for (auto& use : kind.uses) {
    use.user = UserId{in.u64()};
    use.seq = read_place<Seq>(in);
  }
  if (kind.uses.empty()) in.fail();
  return kind;
}

Annotation::Tombstone read_tombstone(ByteReader& in) {
  Annotation::Tombstone tombstone;
  tombstone.seq = read_place<Seq>(in);
  tombstone.by = UserId{in.u64()};
  tombstone.at = read_place<TimeMs>(in);
  return tombstone;
}

}  // namespace

// |1 version|1 kind|place seq|place ordinal|8 sender|place sent_at|16 client_message_id|body|
std::string encode_event(const Event& event) {
  std::string bytes;
  bytes.reserve(kEventBytes + text_bytes(event.body));
  ByteWriter out = begin_row(bytes);
  out.u8(static_cast<std::uint8_t>(event.body.index()));
  write_place(out, event.seq);
  write_place(out, event.ordinal);
  out.u64(event.sender.bits());
  write_place(out, event.sent_at);
  write_id(out, event.client_message_id);
  std::visit(BodyWriter{out}, event.body);
  return bytes;
}

Result<Event> decode_event(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  Event event;
  const std::size_t kind = in.u8_below(std::variant_size_v<EventBody>);
  event.seq = read_place<Seq>(in);
  event.ordinal = read_place<Ordinal>(in);
  event.sender = UserId{in.u64()};
  event.sent_at = read_place<TimeMs>(in);
  event.client_message_id = read_client_message_id(in);
  event.body = read_body(in, kind);
  return close_row(in, std::move(event), "event");
}

// |1 version|place revision|varint edits|(place seq · place at) each|varint kinds|(string emoji ·
// varint uses · (8 user · place seq) each) each|optional place seq · 8 by · place at, of the
// deletion|varint past uses · (string emoji · 8 user · place seq · place taken_back) each|
std::string encode_annotation(const Annotation& annotation) {
  std::string bytes;
  ByteWriter out = begin_row(bytes);
  write_place(out, annotation.revision);
  out.varint(annotation.edits.size());
  for (const auto& edit : annotation.edits) {
    write_place(out, edit.seq);
    write_place(out, edit.at);
  }
  out.varint(annotation.reactions.size());
  for (const auto& kind : annotation.reactions) {
    out.string(kind.emoji);
    out.varint(kind.uses.size());
    for (const auto& use : kind.uses) {
      out.u64(use.user.bits());
      write_place(out, use.seq);
    }
  }
  write_optional(out, annotation.deleted, [&out](const Annotation::Tombstone& tombstone) {
    write_place(out, tombstone.seq);
    out.u64(tombstone.by.bits());
    write_place(out, tombstone.at);
  });
  out.varint(annotation.past_uses.size());
  for (const auto& past : annotation.past_uses) {
    out.string(past.emoji);
    out.u64(past.use.user.bits());
    write_place(out, past.use.seq);
    write_place(out, past.taken_back);
  }
  return bytes;
}

Result<Annotation> decode_annotation(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  Annotation annotation;
  annotation.revision = read_place<Seq>(in);
  annotation.edits.resize(static_cast<std::size_t>(in.count(2)));
  for (auto& edit : annotation.edits) {
    edit.seq = read_place<Seq>(in);
    edit.at = read_place<TimeMs>(in);
  }
  const std::uint64_t kinds = in.count(11);
  for (std::uint64_t i = 0; i < kinds && !in.failed(); ++i) {
    annotation.reactions.push_back(read_reaction_kind(in));
  }
  annotation.deleted = read_optional(in, [&in] { return read_tombstone(in); });
  annotation.past_uses.resize(static_cast<std::size_t>(in.count(11)));
  for (auto& past : annotation.past_uses) {
    past.emoji = in.string();
    past.use.user = UserId{in.u64()};
    past.use.seq = read_place<Seq>(in);
    past.taken_back = read_place<Seq>(in);
  }
  return close_row(in, std::move(annotation), "annotation");
}

}  // namespace parley
