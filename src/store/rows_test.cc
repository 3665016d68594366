#include "store/rows.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "conversations/any_play.h"
#include "conversations/arbitrary.h"

namespace parley {
namespace {

constexpr UserId kAda{11};
constexpr ConversationId kDirect{11, 12};
constexpr ConversationId kGroup{0, 900};

rc::Gen<Text> any_row_text() {
  return rc::gen::build<Text>(rc::gen::set(&Text::text, any_text()), rc::gen::set(&Text::length));
}

EventBody some_event_body() {
  switch (*rc::gen::inRange<std::size_t>(0, std::variant_size_v<EventBody>)) {
    case 0: return Message{*any_row_text(), *maybe(any_place<Seq>()), *any_users()};
    case 1: return Edit{*any_place<Seq>(), *any_row_text(), *any_users()};
    case 2: return Deletion{*any_place<Seq>()};
    case 3: return Reaction{*any_place<Seq>(), *any_text(), *rc::gen::arbitrary<bool>()};
    case 4: return Created{*any_text(), *any_users()};
    case 5: {
      const auto roles = rc::gen::container<std::map<UserId, Role>>(any_user(), any_role());
      return MembersChanged{*any_users(), *any_users(), *roles};
    }
    default: return SettingsChanged{*maybe(any_text()), *maybe(any_history_rule())};
  }
}

Event some_event() {
  return {.seq = *any_place<Seq>(),
          .ordinal = *any_place<Ordinal>(),
          .sender = *any_user(),
          .sent_at = *any_place<TimeMs>(),
          .client_message_id = *any_client_message_id(),
          .body = some_event_body()};
}

Preferences some_preferences() {
  Preferences preferences;
  preferences.version = *rc::gen::arbitrary<std::uint64_t>();
  preferences.notify = *maybe(rc::gen::element(Notify::All, Notify::Mentions, Notify::None));
  preferences.muted_until = *maybe(any_place<TimeMs>());
  preferences.pinned = *rc::gen::arbitrary<bool>();
  preferences.archived = *rc::gen::arbitrary<bool>();
  preferences.cleared_through = *maybe(any_place<Seq>());
  preferences.marked_unread = *rc::gen::arbitrary<bool>();
  return preferences;
}

ItemBody some_item_body() {
  switch (*rc::gen::inRange<std::size_t>(0, std::variant_size_v<ItemBody>)) {
    case 0: return EventItem{*any_place<Seq>()};
    case 1: return ReadItem{*any_place<Seq>(), *rc::gen::arbitrary<std::uint64_t>()};
    case 2: return PreferencesItem{some_preferences()};
    case 3: {
      const auto code = rc::gen::element(Errc::NotFound, Errc::Forbidden, Errc::GroupFull);
      return RejectedItem{*any_client_message_id(), *code};
    }
    case 4: return InvitationItem{*any_user(), *any_text()};
    case 5: return ContactItem{{*any_user(), ContactState::Accepted, 7}};
    default: return DevicesItem{};
  }
}

Item some_item() { return {*any_place<InboxSeq>(), *any_conversation(), some_item_body()}; }

InboxConversation some_inbox_conversation() {
  InboxConversation row;
  row.cause = *any_place<Position>();
  row.last_inbox_seq = *any_place<InboxSeq>();
  row.last_seq = *any_place<Seq>();
  row.last_ordinal = *any_place<Ordinal>();
  row.last_listed = *any_place<Seq>();
  row.last_listed_at = *any_place<TimeMs>();
  row.last_message = *any_place<Seq>();
  row.read = *any_place<Seq>();
  row.read_ordinal = *any_place<Ordinal>();
  row.left_at = *any_place<Seq>();
  const auto numbers =
      *rc::gen::container<std::set<std::uint64_t>>(rc::gen::inRange<std::uint64_t>(1, 1U << 20));
  for (const std::uint64_t number : numbers) row.mentions.push_back(Seq{number});
  row.preferences = some_preferences();
  return row;
}

Stage after_some_play() {
  Stage stage = any_stage();
  for (const Move& move : *rc::gen::resize(200, any_play())) {
    stage.submit(player(move.who), body_of(move, stage.conversation.head));
  }
  return stage;
}

// That a value is read back, and that no part of its bytes is taken for a whole.
template <class T, class Decode>
void check_round_trip(const T& value, const std::string& bytes, const Decode& decode) {
  const Result<T> read = decode(bytes);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == value);
  const auto size = *rc::gen::inRange<std::size_t>(0, bytes.size());
  RC_ASSERT(!decode(std::string_view(bytes).substr(0, size)));
  RC_ASSERT(!decode(bytes + '\0'));
}

RC_GTEST_PROP(Rows, OfEventsAreReadBack, ()) {
  const Event event = some_event();
  check_round_trip(event, encode_event(event), decode_event);
}

RC_GTEST_PROP(Rows, OfItemsAreReadBack, ()) {
  const Item item = some_item();
  check_round_trip(item, encode_item(item),
                   [&](auto bytes) { return decode_item(item.inbox_seq, bytes); });
}

RC_GTEST_PROP(Rows, OfInboxConversationsAreReadBack, ()) {
  const InboxConversation row = some_inbox_conversation();
  check_round_trip(row, encode_inbox_conversation(row), decode_inbox_conversation);
}

RC_GTEST_PROP(Rows, OfConversationsAndRostersAreReadBack, ()) {
  const Conversation conversation = after_some_play().conversation;
  auto read = decode_conversation(conversation.id, encode_conversation(conversation));
  RC_ASSERT(read.has_value());
  if (conversation.id.is_group()) {
    const std::string roster = encode_roster(conversation);
    const auto size = *rc::gen::inRange<std::size_t>(0, roster.size());
    RC_ASSERT(!decode_roster(std::string_view(roster).substr(0, size), *read));
    RC_ASSERT(read->participants.empty());
    RC_ASSERT(decode_roster(roster, *read).has_value());
  }
  RC_ASSERT(*read == conversation);
}

RC_GTEST_PROP(Rows, OfAnnotationsAreReadBack, ()) {
  for (const auto& [target, annotation] : after_some_play().annotations) {
    check_round_trip(annotation, encode_annotation(annotation), decode_annotation);
  }
}

RC_GTEST_PROP(Rows, OfHeadsDaysAndDevicesAreReadBack, ()) {
  InboxHead head;
  head.incarnation = *any_place<Incarnation>();
  head.head = *any_place<InboxSeq>();
  head.floor = std::min(head.head, *any_place<InboxSeq>());
  head.day = *rc::gen::inRange<std::int64_t>(-1, 40'000);
  check_round_trip(head, encode_inbox_head(head), decode_inbox_head);
  const InboxDays days{{{.day = 3, .head = head.floor}, {.day = 9, .head = head.head}}};
  check_round_trip(days, encode_inbox_days(days), decode_inbox_days);
  const DeviceCursor cursor{.acked = head.head, .seen = *any_place<TimeMs>()};
  check_round_trip(cursor, encode_device_cursor(cursor), decode_device_cursor);
  const LastSeen seen{.at = *any_place<TimeMs>(), .is_online = *rc::gen::arbitrary<bool>()};
  check_round_trip(seen, encode_last_seen(seen), decode_last_seen);
}

RC_GTEST_PROP(Rows, OfOutcomesAreReadBack, ()) {
  for (const Outcome& outcome :
       {event_at(900), unchanged_by(3), invited_at(12), rejected_with(Errc::TooManyEdits)}) {
    check_round_trip(outcome, encode_outcome(outcome), decode_outcome);
  }
}

TEST(Rows, OfAnotherVersionAreRefused) {
  std::string bytes = encode_outcome(event_at(1));
  bytes[0] = 2;
  EXPECT_EQ(decode_outcome(bytes).error().code, Errc::StoreFailed);
}

TEST(Rows, OfCodesThatDoNotExistAreRefused) {
  std::string bytes = encode_outcome(rejected_with(Errc::NotFound));
  bytes.back() = 0x7f;
  EXPECT_FALSE(decode_outcome(bytes));
}

TEST(Rows, OfRostersKeepTheInvariantsOfAConversation) {
  Stage stage = Stage::of_group(kAda, {UserId{12}});
  Conversation& group = stage.conversation;
  Conversation read;
  EXPECT_TRUE(decode_roster(encode_roster(group), read));
  group.participants.at(kAda).intervals.back().to = Seq{1};
  EXPECT_FALSE(decode_roster(encode_roster(group), read)) << "a member without an open interval";
  group.participants.at(kAda).intervals = {{Seq{1}, Seq{5}}, {Seq{4}, kOpenEnd}};
  EXPECT_FALSE(decode_roster(encode_roster(group), read)) << "intervals that overlap";
  group.participants.at(kAda).intervals.clear();
  EXPECT_FALSE(decode_roster(encode_roster(group), read)) << "no interval";
}

TEST(Rows, OfInboxesAreSmall) {
  const Item item{InboxSeq{1'000}, kGroup, EventItem{Seq{5'000}}};
  EXPECT_LE(encode_item(item).size(), 12U);
  InboxHead head;
  head.head = InboxSeq{1'000};
  head.day = 20'000;
  EXPECT_LE(encode_inbox_head(head).size(), 8U);
}

TEST(RowKeys, SayWhatTheyWereMadeOf) {
  EXPECT_EQ(seq_in(event_key(kDirect, Seq{7}).cluster), Seq{7});
  EXPECT_EQ(inbox_seq_in(inbox_item_key(kAda, InboxSeq{8}).cluster), InboxSeq{8});
  EXPECT_EQ(conversation_in(inbox_conversation_key(kAda, kDirect).cluster), kDirect);
  EXPECT_EQ(device_in(device_key(kAda, DeviceId{9}).cluster), DeviceId{9});
  EXPECT_EQ(conversation_in(inbox_head_key(kAda).cluster), std::nullopt);
  EXPECT_EQ(seq_in(conversation_key(kDirect).cluster), std::nullopt);
}

TEST(RowKeys, OfOneConversationLieInItsPartition) {
  for (const RowKey& key :
       {event_key(kDirect, Seq{1}), annotation_key(kDirect, Seq{1}), body_key(kDirect, Seq{1}),
        conversation_key(kDirect), roster_key(kDirect), outcome_key(kDirect, kAda, {})}) {
    EXPECT_EQ(key.partition, partition_of(kDirect));
  }
  EXPECT_NE(conversation_key(kDirect), roster_key(kDirect));
}

TEST(RowKeys, OfInboxConversationsLieInTheirRangeButForTheOneOfNone) {
  const Range range = inbox_conversations_range(kAda);
  const auto holds = [&](const RowKey& key) {
    return key.family == range.family && key.partition == range.partition &&
           range.from <= key.cluster && key.cluster <= range.to;
  };
  EXPECT_TRUE(holds(inbox_conversation_key(kAda, kDirect)));
  EXPECT_TRUE(holds(inbox_conversation_key(kAda, ConversationId::of(GroupId{1}))));
  EXPECT_FALSE(holds(inbox_conversation_key(kAda, ConversationId{})));
  EXPECT_FALSE(holds(inbox_head_key(kAda)));
  EXPECT_FALSE(holds(inbox_days_key(kAda)));
}

TEST(RowKeys, OfOutcomesHoldTheDayOfTheId) {
  const TimeMs noon{20'000 * 86'400'000LL + 43'200'000};
  const ClientMessageId id = make_client_message_id(noon, {});
  ClusterKey expected;
  expected.u64(kAda.bits()).u32(20'000).raw({reinterpret_cast<const char*>(id.bytes.data()), 16});
  EXPECT_EQ(outcome_key(kDirect, kAda, id).cluster, expected);
}

}  // namespace
}  // namespace parley
