// Where accounts reach into conversations and inboxes: outbox rows become items, and a deleted
// account leaves its groups and loses its inbox. Everything goes through the pipeline, as if a
// client had asked for it.
#pragma once

#include "accounts/deletion_jobs.h"
#include "accounts/outbox_relay.h"
#include "base/random.h"
#include "pipeline/pipeline.h"
#include "store/chat_reader.h"

namespace parley {

// Submits and waits for the answer. For one blocking thread, which has an edge of its own.
class WaitingEdge final : public Edge {
 public:
  WaitingEdge(std::size_t index, Pipeline& pipeline) : index_(index), pipeline_(pipeline) {}

  void post(EdgeBatch batch) override;

  // The answer; Overloaded or StoreFailed if there is none within kAnswerWait.
  Result<Answer> ask(LoggedCommand command);

 private:
  static constexpr Milliseconds kAnswerWait{10'000};

  const std::size_t index_;
  Pipeline& pipeline_;
};

class AccountBridge final : public OutboxSink, public DeletionSteps {
 public:
  AccountBridge(WaitingEdge& edge, ChatReader reader, const Clock& clock, Random& random)
      : edge_(edge), reader_(reader), clock_(clock), random_(random) {}

  Result<> submit(const OutboxRow& row) override;
  Result<> leave_groups(UserId user) override;
  Result<> remove_inbox(UserId user) override;

 private:
  WaitingEdge& edge_;
  ChatReader reader_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace parley
