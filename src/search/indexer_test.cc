// The index at the heels of the log: killed at any write, with gaps, rebuilt, and purged.
#include "search/indexer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "search/test_search.h"

namespace parley {
namespace {

using Places = std::vector<std::string>;

void chat_a_while(SearchWorld& world) {
  for (int i = 0; i < 30; ++i) {
    const ConversationId other = ConversationId::of(kCleo, kDan);
    const Seq seq = world.say(kAnn, kAnnAndBen, "word and word" + std::to_string(i), {kBen});
    world.say(kCleo, other, "word");
    if (i % 3 == 0) world.submit(kAnn, kAnnAndBen, EditMessage{seq, "word, edited", {}});
    if (i % 5 == 0) world.submit(kAnn, kAnnAndBen, DeleteMessage{seq});
  }
}

struct Findings {
  Places words;
  Places edited;
  Places of_cleo;
  Places mentions;

  friend bool operator==(const Findings&, const Findings&) = default;
};

Findings findings_of(SearchWorld& world) {
  return {world.search(kAnn, "word"), world.search(kBen, "edited"), world.search(kCleo, "word"),
          world.mentions(kBen)};
}

// All bytes of the index's files.
std::string bytes_of(const TemporaryFolder& folder) {
  std::stringstream bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  }
  return bytes.str();
}

TEST(IndexerTest, AnIndexThatIsKilledAtAnyWriteIsExactAfterwards) {
  SearchWorld undisturbed;
  chat_a_while(undisturbed);
  ASSERT_TRUE(undisturbed.searching->settle());
  const Findings wanted = findings_of(undisturbed);
  ASSERT_EQ(wanted.words.size(), 24u);
  const int writes = undisturbed.searching->index.writes;
  ASSERT_GT(writes, 5);
  for (int at = 1; at <= writes; ++at) {
    for (const bool is_done : {false, true}) {
      SearchWorld world;
      chat_a_while(world);
      auto& index = world.searching->index;
      (is_done ? index.fails_after : index.fails_before) = at;
      EXPECT_FALSE(world.searching->settle());
      world.start();
      EXPECT_TRUE(world.searching->settle());
      EXPECT_EQ(findings_of(world), wanted) << "killed at write " << at;
    }
  }
}

TEST(IndexerTest, AFailureIsTriedAgainAndNothingIsLost) {
  SearchWorld world;
  chat_a_while(world);
  world.searching->index.fails_before = 3;
  EXPECT_FALSE(world.searching->settle());
  EXPECT_TRUE(world.searching->settle());
  EXPECT_EQ(findings_of(world).words.size(), 24u);
}

TEST(IndexerTest, AfterARestartOnlyNewsAreTaken) {
  SearchWorld world;
  chat_a_while(world);
  ASSERT_TRUE(world.searching->settle());
  const Position position = world.searching->index.state().value().position;
  EXPECT_EQ(position, Position{world.log.size()});
  world.start();
  EXPECT_EQ(world.searching->feed.waiting(), 0u);
  world.say(kAnn, kAnnAndBen, "fresh");
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(world.search(kBen, "fresh").size(), 1u);
}

TEST(IndexerTest, WhereTheLogWasTrimmedTheStoreIsSurveyed) {
  SearchWorld world;
  chat_a_while(world);
  ASSERT_TRUE(world.searching->settle());
  const Findings wanted = findings_of(world);
  SearchWorld late;
  ASSERT_TRUE(late.searching->settle());
  late.searching.reset();
  late.searching = std::make_unique<Searching>(late.folder.file(), late.chat, late.users);
  chat_a_while(late);
  late.trimmed = late.log.size();
  late.start();
  EXPECT_EQ(late.searching->feed.waiting(), 0u);
  ASSERT_TRUE(late.searching->settle());
  EXPECT_EQ(findings_of(late), wanted);
  EXPECT_FALSE(late.searching->index.state().value().needs_survey);
}

TEST(IndexerTest, ASurveyThatIsKilledBeginsAgain) {
  SearchWorld world;
  chat_a_while(world);
  world.trimmed = world.log.size();
  world.start();
  world.searching->index.fails_after = 2;
  EXPECT_FALSE(world.searching->settle());
  EXPECT_TRUE(world.searching->index.state().value().needs_survey);
  world.start();
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(findings_of(world).words.size(), 24u);
}

TEST(IndexerTest, AFullFeedIsAGapAndNothingIsLost) {
  SearchWorld world;
  chat_a_while(world);
  Feed small(world.searching->index, 1);
  for (std::size_t i = 0; i < world.log.size(); ++i) {
    small.on_applied(Position{i + 1}, world.log[i]);
  }
  EXPECT_LE(small.waiting(), 1u);
  EXPECT_TRUE(small.take().has_gap);
}

TEST(IndexerTest, AnIndexThatWasClearedIsBuiltAgain) {
  SearchWorld world;
  chat_a_while(world);
  ASSERT_TRUE(world.searching->settle());
  const Findings wanted = findings_of(world);
  MessageIndexFts other_process(world.folder.file());
  ASSERT_TRUE(other_process.clear().has_value());
  EXPECT_EQ(world.search(kAnn, "word"), Places{});
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(findings_of(world), wanted);
}

TEST(IndexerTest, AStateFromBeforeAClearingIsRefused) {
  SearchWorld world;
  ASSERT_TRUE(world.searching->settle());
  const IndexState before = world.searching->index.state().value();
  ASSERT_TRUE(world.searching->index.clear().has_value());
  EXPECT_EQ(world.searching->index.write({{}, before}).error().code, Errc::Conflict);
  EXPECT_TRUE(world.searching->index.state().value().needs_survey);
}

TEST(IndexerTest, AnIndexOfAnotherStoreIsBuiltAnew) {
  SearchWorld world;
  chat_a_while(world);
  ASSERT_TRUE(world.searching->settle());
  const Findings wanted = findings_of(world);
  for (const std::uint64_t incarnation : {2, 3}) {
    world.start(incarnation);
    ASSERT_TRUE(world.searching->settle());
    EXPECT_EQ(findings_of(world), wanted);
    EXPECT_EQ(world.searching->index.state().value().incarnation, incarnation);
  }
}

TEST(IndexerTest, AnIndexAheadOfTheLogIsBuiltAnew) {
  SearchWorld world;
  chat_a_while(world);
  ASSERT_TRUE(world.searching->settle());
  EXPECT_EQ(world.searching->feed.begin(Position{3}), Position{4});
  EXPECT_TRUE(world.searching->feed.take().is_ahead);
}

TEST(IndexerTest, TheWordsOfADeletedOrEditedMessageAreInNoByteOfTheFiles) {
  SearchWorld world;
  const Seq deleted = world.say(kAnn, kAnnAndBen, "the xyzzyplugh is under the 彌勒菩薩像");
  const Seq edited = world.say(kAnn, kAnnAndBen, "the quuxfrobnicate is gone");
  for (int i = 0; i < 300; ++i) world.say(kAnn, kAnnAndBen, "filler " + std::to_string(i));
  ASSERT_TRUE(world.searching->settle());
  ASSERT_EQ(world.search(kBen, "菩薩").size(), 1u);
  ASSERT_NE(bytes_of(world.folder).find("xyzzyplugh"), std::string::npos);

  world.submit(kAnn, kAnnAndBen, DeleteMessage{deleted});
  world.submit(kAnn, kAnnAndBen, EditMessage{edited, "nothing", {}});
  ASSERT_TRUE(world.searching->settle());
  const std::string bytes = bytes_of(world.folder);
  for (const std::string_view word : {"xyzzyp", "zzyplugh", "彌勒", "quuxf", "frobnicate"}) {
    EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }
  EXPECT_EQ(world.search(kBen, "filler").size(), 300u);
}

TEST(IndexerTest, AFileThatIsNoIndexFailsEveryCallAndNobodyElse) {
  TemporaryFolder folder;
  std::ofstream(folder.file()) << "this is no database, and long enough to be read as one of them";
  MessageIndexFts index(folder.file());
  EXPECT_EQ(index.state().error().code, Errc::StoreFailed);
  EXPECT_EQ(index.find_mentions(kAnn, kAfterAllHits, 1).error().code, Errc::StoreFailed);
  std::filesystem::remove(folder.file());
  EXPECT_TRUE(index.state().has_value());
}

TEST(IndexerTest, TheThreadFollowsByItselfAndEndsWhenTold) {
  SearchWorld world;
  world.searching->indexer.start();
  world.say(kAnn, kAnnAndBen, "hello");
  for (int i = 0; i < 2'000 && world.search(kBen, "hello").empty(); ++i) {
    std::this_thread::sleep_for(Milliseconds{5});
  }
  EXPECT_EQ(world.search(kBen, "hello").size(), 1u);
  world.searching->indexer.stop();
}

}  // namespace
}  // namespace parley
