#include "presence/presence_bus_local.h"

#include <gtest/gtest.h>

#include <future>
#include <mutex>

namespace parley {
namespace {

constexpr ConversationId kVerona = ConversationId::of(GroupId{10});

TEST(PresenceBusLocal, EveryDeskTakesEveryHintInOrder) {
  constexpr std::uint64_t kHints = 500;
  Metrics metrics;
  IoThreads threads(2);
  PresenceBusLocal bus(threads, metrics);
  std::vector<std::uint64_t> taken[2];
  std::promise<void> done[2];
  for (std::size_t index = 0; index < 2; ++index) {
    bus.connect(index, [&, index](const std::vector<Hint>& hints) {
      for (const Hint& hint : hints) {
        taken[index].push_back(to_number(std::get<MarkerHint>(hint).read));
      }
      if (taken[index].size() == kHints) done[index].set_value();
    });
  }
  for (std::uint64_t seq = 1; seq <= kHints; ++seq) {
    bus.publish(MarkerHint{.conversation = kVerona, .user = UserId{1}, .read = Seq{seq}});
  }
  for (auto& one : done) one.get_future().wait();
  for (const auto& numbers : taken) {
    for (std::uint64_t seq = 1; seq <= kHints; ++seq) EXPECT_EQ(numbers[seq - 1], seq);
  }
}

TEST(PresenceBusLocal, ALoopThatIsBehindLosesTheNewest) {
  Metrics metrics;
  IoThreads threads(1);
  PresenceBusLocal bus(threads, metrics);
  std::size_t taken = 0;
  std::promise<void> done;
  bus.connect(0, [&](const std::vector<Hint>& hints) {
    taken += hints.size();
    done.set_value();
  });
  std::promise<void> go_on;
  threads.post(0, [&] { go_on.get_future().wait(); });
  for (std::size_t i = 0; i < PresenceBusLocal::kWaitingMax + 7; ++i) {
    bus.publish(Flip{.user = UserId{1}, .is_online = true});
  }
  go_on.set_value();
  done.get_future().wait();
  EXPECT_EQ(taken, PresenceBusLocal::kWaitingMax);
  EXPECT_NE(metrics.expose().find("parley_hints_lost_total 7"), std::string::npos);
}

}  // namespace
}  // namespace parley
