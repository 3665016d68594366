// Keys, and the rows of conversations. The pieces are drawn in conversations/value_codec.h.
#include "store/rows.h"

#include "conversations/value_codec.h"
#include "store/rows_bytes.h"

namespace parley {
namespace {

// The first byte of the cluster keys of Family::Conversation and Family::InboxState.
enum class StateRow : std::uint8_t { Conversation = 0, Roster = 1 };
enum class InboxRow : std::uint8_t { Head = 0, Days = 1, Conversation = 2, LastSeen = 3 };

ClusterKey cluster_of(StateRow row) { return ClusterKey().u8(std::to_underlying(row)); }
ClusterKey cluster_of(InboxRow row) { return ClusterKey().u8(std::to_underlying(row)); }

template <class Counter>
ClusterKey cluster_of_number(Counter number) {
  return ClusterKey().u64(to_number(number));
}

std::optional<std::uint64_t> number_in(const ClusterKey& cluster) {
  ByteReader in(cluster.bytes());
  const std::uint64_t number = in.u64();
  return in.finished() ? std::optional(number) : std::nullopt;
}

}  // namespace

RowKey event_key(ConversationId conversation, Seq seq) {
  return {Family::Event, partition_of(conversation), cluster_of_number(seq)};
}
RowKey annotation_key(ConversationId conversation, Seq target) {
  return {Family::Annotation, partition_of(conversation), cluster_of_number(target)};
}
RowKey body_key(ConversationId conversation, Seq seq) {
  return {Family::Body, partition_of(conversation), cluster_of_number(seq)};
}
RowKey conversation_key(ConversationId conversation) {
  return {Family::Conversation, partition_of(conversation), cluster_of(StateRow::Conversation)};
}
RowKey roster_key(ConversationId conversation) {
  return {Family::Conversation, partition_of(conversation), cluster_of(StateRow::Roster)};
}
RowKey outcome_key(ConversationId conversation, UserId sender, const ClientMessageId& id) {
  ClusterKey cluster;
  cluster.u64(sender.bits())
      .u32(static_cast<std::uint32_t>(day_of(id.time())))
      .raw({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
  return {Family::Outcome, partition_of(conversation), cluster};
}
RowKey inbox_item_key(UserId user, InboxSeq inbox_seq) {
  return {Family::Inbox, partition_of(user), cluster_of_number(inbox_seq)};
}
RowKey inbox_head_key(UserId user) {
  return {Family::InboxState, partition_of(user), cluster_of(InboxRow::Head)};
}
RowKey inbox_days_key(UserId user) {
  return {Family::InboxState, partition_of(user), cluster_of(InboxRow::Days)};
}
RowKey inbox_conversation_key(UserId user, ConversationId conversation) {
  return {Family::InboxState, partition_of(user),
          cluster_of(InboxRow::Conversation).u64(conversation.first).u64(conversation.second)};
}
RowKey last_seen_key(UserId user) {
  return {Family::InboxState, partition_of(user), cluster_of(InboxRow::LastSeen)};
}
RowKey device_key(UserId user, DeviceId device) {
  return {Family::Device, partition_of(user), ClusterKey().u64(device.bits())};
}

Range inbox_conversations_range(UserId user) {
  constexpr ConversationId kFirst{0, 1};
  constexpr ConversationId kLast{~std::uint64_t{0}, ~std::uint64_t{0}};
  return {.family = Family::InboxState,
          .partition = partition_of(user),
          .from = inbox_conversation_key(user, kFirst).cluster,
          .to = inbox_conversation_key(user, kLast).cluster};
}
Range inbox_groups_range(UserId user) {
  constexpr ConversationId kLast{0, ~std::uint64_t{0}};
  Range range = inbox_conversations_range(user);
  range.to = inbox_conversation_key(user, kLast).cluster;
  return range;
}
Range outcomes_range(ConversationId conversation, UserId sender) {
  constexpr std::size_t kDayAndId = 20;
  return {
      .family = Family::Outcome,
      .partition = partition_of(conversation),
      .from = ClusterKey().u64(sender.bits()),
      .to = ClusterKey().u64(sender.bits()).raw(ClusterKey::last().bytes().substr(0, kDayAndId))};
}
Range devices_range(UserId user) {
  return {.family = Family::Device, .partition = partition_of(user), .from = {}};
}

std::optional<Seq> seq_in(const ClusterKey& cluster) {
  const auto number = number_in(cluster);
  return number ? std::optional(Seq{*number}) : std::nullopt;
}
std::optional<InboxSeq> inbox_seq_in(const ClusterKey& cluster) {
  const auto number = number_in(cluster);
  return number ? std::optional(InboxSeq{*number}) : std::nullopt;
}
std::optional<ClientMessageId> client_message_id_in(const ClusterKey& cluster) {
  ByteReader in(cluster.bytes());
  in.raw(12);  // Sender and day.
  const ClientMessageId id = read_client_message_id(in);
  return in.finished() ? std::optional(id) : std::nullopt;
}
std::optional<DeviceId> device_in(const ClusterKey& cluster) {
  const auto number = number_in(cluster);
  return number ? std::optional(DeviceId{*number}) : std::nullopt;
}
std::optional<ConversationId> conversation_in(const ClusterKey& cluster) {
  ByteReader in(cluster.bytes());
  const bool is_of_conversation = in.u8() == std::to_underlying(InboxRow::Conversation);
  const std::uint64_t first = in.u64();
  const std::uint64_t second = in.u64();
  if (!is_of_conversation || !in.finished()) return std::nullopt;
  return ConversationId{first, second};
}

// |1 version|place head|place ordinal|place last_sent_at|place applied|place settings_changed|
// varint roster_version|varint newest ids · (8 sender · 16 id) each|
std::string encode_conversation(const Conversation& conversation) {
  std::string bytes;
  bytes.reserve(48 + 24 * conversation.newest_ids.size());
  ByteWriter out = begin_row(bytes);
  write_place(out, conversation.head);
  write_place(out, conversation.ordinal);
  write_place(out, conversation.last_sent_at);
  write_place(out, conversation.applied);
  write_place(out, conversation.settings_changed);
  out.varint(conversation.roster_version);
  out.varint(conversation.newest_ids.size());
  for (const NewestId& newest : conversation.newest_ids) {
    out.u64(newest.sender.bits());
    write_id(out, newest.id);
  }
  return bytes;
}

Result<Conversation> decode_conversation(ConversationId id, std::string_view bytes) {
  ByteReader in = open_row(bytes);
  Conversation conversation;
  conversation.id = id;
  conversation.head = read_place<Seq>(in);
  conversation.ordinal = read_place<Ordinal>(in);
  conversation.last_sent_at = read_place<TimeMs>(in);
  conversation.applied = read_place<Position>(in);
  conversation.settings_changed = read_place<Seq>(in);
  conversation.roster_version = in.varint();
  conversation.newest_ids.resize(static_cast<std::size_t>(in.count(24)));
  for (NewestId& newest : conversation.newest_ids) {
    newest.sender = UserId{in.u64()};
    newest.id = read_client_message_id(in);
  }
  return close_row(in, std::move(conversation), "conversation");
}

// |1 version|1 kind|2 code, of a rejection; else place seq|
std::string encode_outcome(const Outcome& outcome) {
  std::string bytes;
  ByteWriter out = begin_row(bytes);
  out.u8(std::to_underlying(outcome.kind));
  if (outcome.kind == Outcome::Kind::Rejected) {
    write_code(out, outcome.code);
  } else {
    write_place(out, outcome.seq);
  }
  return bytes;
}

Result<Outcome> decode_outcome(std::string_view bytes) {
  ByteReader in = open_row(bytes);
  Outcome outcome;
  outcome.kind = static_cast<Outcome::Kind>(in.u8_below(4));
  if (outcome.kind == Outcome::Kind::Rejected) {
    outcome.code = read_code(in);
  } else {
    outcome.seq = read_place<Seq>(in);
  }
  return close_row(in, outcome, "outcome");
}

}  // namespace parley
