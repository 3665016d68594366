// An edge on a real loop, over a pipeline that only writes down.
#include "pipeline/edge_local.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "pipeline/test_chat.h"

namespace parley {
namespace {

// Takes batches, or answers what it is told to.
class PipelineFake final : public Pipeline {
 public:
  Submitted submit(std::size_t edge, std::vector<Submission>& batch) override {
    EXPECT_EQ(edge, 3U);
    if (answer != Submitted::Taken) return answer;
    batches.push_back(std::exchange(batch, {}));
    return Submitted::Taken;
  }
  void note_device(UserId, DeviceId, InboxSeq) override {}
  void note_last_seen(UserId, const LastSeen&) override {}
  bool is_ready() const override { return true; }

  Submitted answer = Submitted::Taken;
  std::vector<std::vector<Submission>> batches;
};

class Ear final : public InboxListener {
 public:
  void on_item(InboxSeq inbox_seq, const std::shared_ptr<const std::string>& item) override {
    heard.push_back(std::to_string(to_number(inbox_seq)) + ":" + *item);
    if (then) std::exchange(then, nullptr)();
  }
  void on_leave() override { heard.emplace_back("leave"); }

  std::vector<std::string> heard;
  std::function<void()> then;
};

class EdgeLocalTest : public testing::Test {
 protected:
  void run() {
    context_.restart();
    context_.run();
  }
  static LoggedCommand command_of(UserId user) { return InboxCommand{user, {}, DevicesItem{}}; }
  // What came of each submission, as letters: `a` answered, `d` duplicate, `e` an error.
  Completion noting() {
    return [this](const Result<Answer>& answer) {
      letters_ += !answer ? 'e' : answer->is_duplicate ? 'd' : 'a';
    };
  }
  static Delivery delivery_to(UserId user, std::uint64_t inbox_seq, std::string item) {
    return {std::make_shared<const std::string>(std::move(item)), {{user, InboxSeq{inbox_seq}}}};
  }
  void deliver(UserId user, std::uint64_t inbox_seq) {
    EdgeBatch batch;
    batch.deliveries.push_back(delivery_to(user, inbox_seq, "item"));
    edge_.post(std::move(batch));
    run();
  }

  asio::io_context context_{1};
  PipelineFake pipeline_;
  Audience audience_;
  EdgeLocal edge_{3, context_.get_executor(), pipeline_, audience_};
  std::string letters_;
};

TEST_F(EdgeLocalTest, HandsTheSubmissionsOfOneTurnOverInOneBatch) {
  edge_.submit(command_of(kAnn), noting());
  edge_.submit(command_of(kBen), noting());
  EXPECT_TRUE(pipeline_.batches.empty());
  run();
  ASSERT_EQ(pipeline_.batches.size(), 1U);
  ASSERT_EQ(pipeline_.batches[0].size(), 2U);
  EXPECT_EQ(pipeline_.batches[0][0].command, command_of(kAnn));
  EXPECT_EQ(pipeline_.batches[0][1].command, command_of(kBen));
  edge_.submit(command_of(kAnn), noting());
  run();
  EXPECT_EQ(pipeline_.batches.size(), 2U);
}

TEST_F(EdgeLocalTest, AnswersInTheOrderOfTheBatchOnItsLoop) {
  EdgeBatch batch;
  batch.answers.emplace_back(noting(), Answer{{}, false});
  batch.answers.emplace_back(noting(), Answer{{}, true});
  batch.answers.emplace_back(noting(), fail(Errc::StoreFailed));
  edge_.post(std::move(batch));
  EXPECT_EQ(letters_, "");
  run();
  EXPECT_EQ(letters_, "ade");
}

TEST_F(EdgeLocalTest, TellsWhetherThePipelineIsFullOrClosed) {
  std::vector<Errc> codes;
  const auto note = [&codes](const Result<Answer>& answer) {
    codes.push_back(answer.error().code);
    EXPECT_TRUE(answer.error().retry_after);
  };
  for (const Submitted refused : {Submitted::Full, Submitted::Closed}) {
    pipeline_.answer = refused;
    edge_.submit(command_of(kAnn), note);
    edge_.submit(command_of(kBen), nullptr);  // Nobody waits for this one.
    run();
  }
  EXPECT_EQ(codes, (std::vector{Errc::Overloaded, Errc::StoreFailed}));
}

TEST_F(EdgeLocalTest, EntersAndLeavesTheAudienceWithItsListeners) {
  Ear one;
  Ear other;
  edge_.listen(kAnn, one);
  edge_.listen(kAnn, other);
  EXPECT_EQ(audience_.edges_of(kAnn), 1U << 3);
  edge_.unlisten(kAnn, one);
  EXPECT_EQ(audience_.edges_of(kAnn), 1U << 3);
  edge_.unlisten(kAnn, other);
  EXPECT_EQ(audience_.edges_of(kAnn), 0U);
  deliver(kAnn, 1);  // For somebody who has just left.
}

TEST_F(EdgeLocalTest, TellsAllListenersOfAUserAndNobodyElse) {
  Ear one;
  Ear other;
  Ear stranger;
  edge_.listen(kAnn, one);
  edge_.listen(kAnn, other);
  edge_.listen(kBen, stranger);
  deliver(kAnn, 7);
  EXPECT_EQ(one.heard, std::vector<std::string>{"7:item"});
  EXPECT_EQ(other.heard, std::vector<std::string>{"7:item"});
  EXPECT_TRUE(stranger.heard.empty());
  edge_.unlisten(kAnn, one);
  edge_.unlisten(kAnn, other);
  edge_.unlisten(kBen, stranger);
}

TEST_F(EdgeLocalTest, LetsAListenerLeaveAndTakeOthersWithItWhileItHears) {
  Ear first;
  Ear second;
  Ear third;
  for (Ear* ear : {&first, &second, &third}) edge_.listen(kAnn, *ear);
  first.then = [&] {
    edge_.unlisten(kAnn, first);
    edge_.unlisten(kAnn, second);
  };
  deliver(kAnn, 1);
  EXPECT_EQ(first.heard.size(), 1U);
  EXPECT_TRUE(second.heard.empty());
  EXPECT_EQ(third.heard.size(), 1U);
  third.then = [&] { edge_.unlisten(kAnn, third); };
  deliver(kAnn, 2);
  deliver(kAnn, 3);
  EXPECT_EQ(third.heard.size(), 2U);
}

Awaitable<> note_asked(EdgeLocal& edge, Milliseconds most, std::string& letters) {
  const auto asked = co_await edge.ask(InboxCommand{kAnn, {}, DevicesItem{}}, most);
  letters += !asked ? 'e' : *asked ? 'a' : '-';
}

TEST_F(EdgeLocalTest, AsksAndWaitsForTheAnswer) {
  asio::co_spawn(context_, note_asked(edge_, Milliseconds{60'000}, letters_), asio::detached);
  while (pipeline_.batches.empty()) context_.poll_one();
  EdgeBatch batch;
  batch.answers.emplace_back(std::move(pipeline_.batches[0][0].completion), Answer{});
  edge_.post(std::move(batch));
  run();
  EXPECT_EQ(letters_, "a");
}

TEST_F(EdgeLocalTest, AsksAndHearsOfARefusal) {
  pipeline_.answer = Submitted::Full;
  asio::co_spawn(context_, note_asked(edge_, Milliseconds{60'000}, letters_), asio::detached);
  run();
  EXPECT_EQ(letters_, "e");
}

TEST_F(EdgeLocalTest, AsksNoLongerThanItIsGivenAndIgnoresALateAnswer) {
  asio::co_spawn(context_, note_asked(edge_, Milliseconds{1}, letters_), asio::detached);
  run();
  EXPECT_EQ(letters_, "-");
  EdgeBatch batch;
  batch.answers.emplace_back(std::move(pipeline_.batches[0][0].completion), Answer{});
  edge_.post(std::move(batch));
  run();
  EXPECT_EQ(letters_, "-");
}

TEST_F(EdgeLocalTest, TellsThoseWhoListenAndThoseWhoComeThatTheServerLeaves) {
  Ear early;
  edge_.listen(kAnn, early);
  edge_.leave();
  Ear late;
  edge_.listen(kBen, late);
  EXPECT_EQ(early.heard, std::vector<std::string>{"leave"});
  EXPECT_EQ(late.heard, std::vector<std::string>{"leave"});
  edge_.unlisten(kAnn, early);
  edge_.unlisten(kBen, late);
}

}  // namespace
}  // namespace parley
