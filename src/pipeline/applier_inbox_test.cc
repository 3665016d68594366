// What the applier does to one inbox alone: markers, preferences, the floor, erasing, devices.
#include <gtest/gtest.h>

#include "pipeline/test_chat.h"

namespace parley {
namespace {

constexpr Milliseconds kDay{86'400'000};

TEST(ApplierOfReads, MovesTheMarkerForwardAndTells) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "one");
  chat.say(kAnn, kAnnAndBen, "two");
  chat.say(kAnn, kAnnAndBen, "three");
  const Applied read = chat.read(kBen, kAnnAndBen, Seq{2});
  ASSERT_EQ(read.items.size(), 1U);
  EXPECT_EQ(read.items[0].first, kBen);
  EXPECT_EQ(read.items[0].second.body, ItemBody(ReadItem{Seq{2}, 1}));
  EXPECT_TRUE(chat.read(kBen, kAnnAndBen, Seq{1}).items.empty());
  EXPECT_EQ(chat.row(kBen, kAnnAndBen).read, Seq{2});
}

TEST(ApplierOfReads, ClampsToWhatTheUserHas) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "one");
  EXPECT_EQ(chat.read(kBen, kAnnAndBen, Seq{1'000}).items[0].second.body,
            ItemBody(ReadItem{Seq{1}, 0}));
}

TEST(ApplierOfReads, DoesNothingInAConversationWithoutEvents) {
  Chat chat;
  EXPECT_TRUE(chat.read(kBen, kAnnAndBen, Seq{5}).items.empty());
  EXPECT_EQ(chat.head(kBen), InboxHead{});
}

TEST(ApplierOfPreferences, KeepsThemWholeUnderTheNextVersion) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "one");
  PreferencesChange pin;
  pin.pinned = true;
  chat.prefer(kBen, kAnnAndBen, pin);
  PreferencesChange mute;
  mute.notify.emplace(Notify::None);
  const Applied muted = chat.prefer(kBen, kAnnAndBen, mute);
  const Preferences both = chat.row(kBen, kAnnAndBen).preferences;
  EXPECT_EQ(both.version, 2U);
  EXPECT_TRUE(both.pinned);
  EXPECT_EQ(both.notify, Notify::None);
  EXPECT_EQ(muted.items[0].second.body, ItemBody(PreferencesItem{both}));
  EXPECT_TRUE(chat.prefer(kBen, kAnnAndBen, mute).items.empty());
}

TEST(ApplierOfOwnItems, PutsContactsAndDevicesInTheInboxOfOneUser) {
  Chat chat;
  Contact contact;
  contact.user = kAnn;
  contact.state = ContactState::Accepted;
  contact.version = 4;
  chat.apply(InboxCommand{kBen, {}, ContactItem{contact}});
  chat.apply(InboxCommand{kBen, {}, DevicesItem{}});
  EXPECT_EQ(chat.items(kBen), (std::vector{Item{InboxSeq{1}, {}, ContactItem{contact}},
                                           Item{InboxSeq{2}, {}, DevicesItem{}}}));
  EXPECT_TRUE(chat.reader.inbox_conversations(kBen)->empty());
}

TEST(ApplierOfErasing, LeavesNothingOfAnInboxAndAllOfTheConversation) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "one");
  ASSERT_TRUE(chat.applier.note_device(kBen, DeviceId{1}, InboxSeq{1}, chat.at));
  for (int time = 0; time < 2; ++time) {
    chat.apply(InboxCommand{kBen, {}, EraseInbox{}});
    EXPECT_EQ(chat.head(kBen), InboxHead{});
    EXPECT_TRUE(chat.reader.items(kBen, InboxSeq{1}, 10)->empty());
    EXPECT_TRUE(chat.reader.inbox_conversations(kBen)->empty());
    EXPECT_TRUE(chat.reader.device_cursors(kBen)->empty());
  }
  EXPECT_EQ(chat.head(kAnn).head, InboxSeq{1});
  EXPECT_TRUE(chat.reader.event(kAnnAndBen, Seq{1})->has_value());
}

TEST(ApplierOfDays, MovesTheFloorToTheHeadOfNinetyDaysBefore) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "day 0");
  chat.say(kAnn, kAnnAndBen, "day 0");
  chat.at = chat.at + kDay;
  chat.say(kAnn, kAnnAndBen, "day 1");
  chat.at = chat.at + 89 * kDay;
  chat.say(kAnn, kAnnAndBen, "day 90");
  EXPECT_EQ(chat.head(kBen).floor, InboxSeq{});
  chat.at = chat.at + kDay;
  chat.say(kAnn, kAnnAndBen, "day 91");
  EXPECT_EQ(chat.head(kBen).floor, InboxSeq{2});
  EXPECT_TRUE(chat.reader.items(kBen, InboxSeq{1}, 10)->empty());
  EXPECT_EQ(chat.reader.items(kBen, InboxSeq{3}, 10)->size(), 3U);
}

TEST(ApplierOfDays, CutsNothingWhereNoItemIsPlaced) {
  Chat chat;
  chat.say(kAnn, kAnnAndBen, "day 0");
  chat.read(kBen, kAnnAndBen, Seq{1});
  chat.at = chat.at + 200 * kDay;
  EXPECT_TRUE(chat.read(kBen, kAnnAndBen, Seq{1}).items.empty());
  EXPECT_EQ(chat.head(kBen).floor, InboxSeq{});
  EXPECT_EQ(chat.items(kBen).size(), 2U);
}

TEST(ApplierOfDevices, MovesTheMarkOfADeviceForwardOnly) {
  Chat chat;
  const DeviceId phone{7};
  ASSERT_TRUE(chat.applier.note_device(kBen, phone, InboxSeq{5}, TimeMs{1'000}));
  ASSERT_TRUE(chat.applier.note_device(kBen, phone, InboxSeq{3}, TimeMs{2'000}));
  EXPECT_EQ(chat.reader.device_cursor(kBen, phone).value(),
            (DeviceCursor{InboxSeq{5}, TimeMs{2'000}}));
  chat.store.fails_writes = true;
  ASSERT_TRUE(chat.applier.note_device(kBen, phone, InboxSeq{5}, TimeMs{2'000}));
}

}  // namespace
}  // namespace parley
