#include "server/account_bridge.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

#include "base/try.h"

namespace parley {

void WaitingEdge::post(EdgeBatch batch) {
  for (auto& [completion, answer] : batch.answers) completion(std::move(answer));
}

Result<Answer> WaitingEdge::ask(LoggedCommand command) {
  struct Wait {
    std::mutex mutex;
    std::condition_variable answered;
    std::optional<Result<Answer>> answer;
  };
  // Shared with the completion, which may run after the wait was given up.
  const auto wait = std::make_shared<Wait>();
  std::vector<Submission> batch;
  batch.push_back({std::move(command), [wait](Result<Answer> answer) {
                     const std::lock_guard lock(wait->mutex);
                     wait->answer = std::move(answer);
                     wait->answered.notify_one();
                   }});
  if (pipeline_.submit(index_, batch) != Submitted::Taken) {
    return fail(Errc::Overloaded, "the pipeline takes nothing just now");
  }
  std::unique_lock lock(wait->mutex);
  const bool is_answered =
      wait->answered.wait_for(lock, kAnswerWait, [&] { return wait->answer.has_value(); });
  if (!is_answered) return fail(Errc::StoreFailed, "the pipeline did not answer in time");
  return std::move(*wait->answer);
}

Result<> AccountBridge::submit(const OutboxRow& row) {
  const auto* contact = std::get_if<ContactsChanged>(&row.item);
  InboxCommandBody body =
      contact ? InboxCommandBody(ContactItem{contact->contact}) : InboxCommandBody(DevicesItem{});
  PARLEY_TRY(edge_.ask(InboxCommand{row.recipient, {}, std::move(body)}));
  return {};
}

Result<> AccountBridge::leave_groups(UserId user) {
  PARLEY_LET(const auto conversations, reader_.inbox_conversations(user));
  for (const auto& [id, row] : conversations) {
    if (!id.is_group() || row.last_seq == Seq{} || row.left_at != Seq{}) continue;
    std::array<std::uint8_t, 10> chance;
    random_.fill(chance);
    PARLEY_TRY(edge_.ask(Command{.conversation = id,
                                 .sender = user,
                                 .device = {},
                                 .client_message_id = make_client_message_id(clock_.now(), chance),
                                 .facts = {},
                                 .body = RemoveMember{user}}));
  }
  return {};
}

Result<> AccountBridge::remove_inbox(UserId user) {
  PARLEY_TRY(edge_.ask(InboxCommand{user, {}, EraseInbox{}}));
  return {};
}

}  // namespace parley
