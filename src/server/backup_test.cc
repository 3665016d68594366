// Backups with the real parts: SQLite, RocksDB and a journal in directories of their own.
#include "server/backup.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "server/account_bridge.h"
#include "server/chat_parts.h"
#include "server/people_parts.h"

namespace parley {
namespace {

namespace fs = std::filesystem;

constexpr UserId kAnn{101};
constexpr UserId kBen{102};
constexpr ConversationId kBoth = ConversationId::of(kAnn, kBen);

// A server without its edge.
struct Running {
  explicit Running(const std::string& data) {
    config.server.data = data;
    config.accounts.password_cost = PasswordCost::Minimum;
    config.storage.memory_mib = 16;
    config.storage.segment_mib = 3;
    config.storage.sync_pace_ms = 0;
    auto folder = DataFolder::open(data).value();
    people = PeopleParts::open(folder, around).value();
    chat = ChatParts::open(std::move(folder), around).value();
    edge = std::make_unique<WaitingEdge>(0, chat->pipeline());
    chat->pipeline().add_edge(*edge);
    const auto started = chat->pipeline().start();
    EXPECT_TRUE(started.has_value()) << started.error().detail;
  }
  ~Running() { EXPECT_TRUE(chat->pipeline().stop().has_value()); }

  Seq say(const std::string& text) {
    std::array<std::uint8_t, 10> chance;
    random.fill(chance);
    Command command;
    command.conversation = kBoth;
    command.sender = kAnn;
    command.client_message_id = make_client_message_id(clock.now(), chance);
    command.body = SendMessage{text, std::nullopt, {}};
    for (;;) {
      const auto answer = edge->ask(command);
      if (answer) return answer->outcome.seq;
      EXPECT_EQ(answer.error().code, Errc::Overloaded);  // A checkpoint is awaited.
      std::this_thread::yield();
    }
  }
  std::size_t messages() {
    return chat->reader().events(kBoth, Seq{1}, kOpenEnd, Order::Ascending, 1'000'000)->size();
  }

  Config config;
  SystemClock clock;
  SystemRandom random;
  Metrics metrics;
  Surroundings around{config, clock, random, metrics};
  std::unique_ptr<PeopleParts> people;
  std::unique_ptr<ChatParts> chat;
  std::unique_ptr<WaitingEdge> edge;
};

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    std::string name = fs::temp_directory_path() / "parley-backup-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  ~BackupTest() override { fs::remove_all(folder_); }

  std::string path(const char* name) const { return folder_ / name; }

  fs::path folder_;
};

TEST_F(BackupTest, BringsBackPeopleAndWhatTheySaid) {
  {
    Running server(path("data"));
    ASSERT_TRUE(
        server.people->sessions.sign_up({"ann", "correct horse", "Ann", {"phone", "test"}}));
    server.say("one");
    server.say("two");
    const auto done = server.chat->back_up(*server.people->store, path("backup"));
    ASSERT_TRUE(done.has_value()) << done.error().detail;
    server.say("after the backup");
  }
  const auto restored = restore_backup(path("backup"), path("again"));
  ASSERT_TRUE(restored.has_value()) << restored.error().detail;
  Running server(path("again"));
  EXPECT_EQ(server.messages(), 2U);
  EXPECT_TRUE(server.people->sessions.log_in({"ann", "correct horse", {"phone", "test"}}));
  EXPECT_EQ(server.say("goes on"), Seq{3});
}

TEST_F(BackupTest, MakesEveryInboxAnotherIncarnationEachTime) {
  {
    Running server(path("data"));
    server.say("one");
    EXPECT_EQ(server.chat->inbox().head(kBen)->incarnation, Incarnation{1});
    ASSERT_TRUE(server.chat->back_up(*server.people->store, path("backup")));
  }
  ASSERT_TRUE(restore_backup(path("backup"), path("second")));
  {
    Running server(path("second"));
    EXPECT_EQ(server.chat->inbox().head(kBen)->incarnation, Incarnation{2});
    ASSERT_TRUE(server.chat->back_up(*server.people->store, path("backup of second")));
  }
  ASSERT_TRUE(restore_backup(path("backup of second"), path("third")));
  EXPECT_EQ(Running(path("third")).chat->inbox().head(kBen)->incarnation, Incarnation{3});
}

// Segments end and checkpoints are made while the copy is under way.
TEST_F(BackupTest, HoldsAllThatWasAcceptedBeforeItBegan) {
  std::atomic<std::uint64_t> accepted{0};
  std::uint64_t before = 0;
  {
    Running server(path("data"));
    std::atomic<bool> is_over{false};
    std::thread sender([&] {
      const std::string text(15'000, 'x');
      while (!is_over) accepted = to_number(server.say(text));
    });
    while (accepted < 500) std::this_thread::yield();
    before = accepted;
    const auto done = server.chat->back_up(*server.people->store, path("backup"));
    is_over = true;
    sender.join();
    ASSERT_TRUE(done.has_value()) << done.error().detail;
  }
  ASSERT_TRUE(restore_backup(path("backup"), path("again")));
  Running server(path("again"));
  EXPECT_GE(server.messages(), before);
  EXPECT_LE(server.messages(), accepted);
  EXPECT_EQ(server.chat->inbox().head(kBen)->head, InboxSeq{server.messages()});
}

TEST_F(BackupTest, IsNotMadeOverSomethingElse) {
  Running server(path("data"));
  fs::create_directory(path("full"));
  std::ofstream(path("full") + "/file") << "mine";
  EXPECT_EQ(server.chat->back_up(*server.people->store, path("full")).error().code, Errc::Conflict);
  EXPECT_TRUE(fs::exists(path("full") + "/file"));
  fs::create_directory(path("empty"));
  EXPECT_TRUE(server.chat->back_up(*server.people->store, path("empty")));
}

TEST_F(BackupTest, IsRestoredOnlyIfItIsWholeAndOnlyWhereThereIsNothing) {
  {
    Running server(path("data"));
    ASSERT_TRUE(server.chat->back_up(*server.people->store, path("backup")));
  }
  EXPECT_EQ(restore_backup(path("backup"), path("data")).error().code, Errc::Conflict);
  EXPECT_EQ(restore_backup(path("data"), path("again")).error().code, Errc::BadRequest);
  EXPECT_EQ(restore_backup(path("nowhere"), path("again")).error().code, Errc::BadRequest);
  fs::remove(path("backup") + "/backup");
  EXPECT_EQ(restore_backup(path("backup"), path("again")).error().code, Errc::BadRequest);
  EXPECT_FALSE(fs::exists(path("again")));
}

TEST_F(BackupTest, LeavesNoDirectoryWhereTheJournalIsMissing) {
  {
    Running server(path("data"));
    server.say("one");
    ASSERT_TRUE(server.chat->back_up(*server.people->store, path("backup")));
  }
  // A later checkpoint than the journal reaches.
  {
    Running server(path("data"));
  }
  fs::remove_all(path("backup") + "/chat");
  fs::copy(path("data") + "/chat", path("backup") + "/chat", fs::copy_options::recursive);
  fs::remove_all(path("backup") + "/journal");
  EXPECT_EQ(restore_backup(path("backup"), path("again")).error().code, Errc::StoreFailed);
  EXPECT_FALSE(fs::exists(path("again")));
  EXPECT_FALSE(fs::exists(path("again.restoring")));
}

}  // namespace
}  // namespace parley
