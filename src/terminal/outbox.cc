#include "terminal/outbox.h"

#include <algorithm>
#include <string>

namespace parley::terminal {
namespace {

using Next = Verdict::Next;

// Where the server names no time.
constexpr Milliseconds kAgainAfter{1'000};

}  // namespace

std::uint64_t next_position(const Profile& profile) {
  return profile.outbox.empty() ? 1 : profile.outbox.rbegin()->first + 1;
}

std::optional<OutboxRow> first_waiting(const Profile& profile) {
  for (const auto& [position, row] : profile.outbox) {
    if (row.state == OutboxState::Waiting) return row;
  }
  return std::nullopt;
}

std::optional<OutboxRow> waiting_under(const Profile& profile, const ClientMessageId& id) {
  for (const auto& [position, row] : profile.outbox) {
    if (row.id == id && row.state == OutboxState::Waiting) return row;
  }
  return std::nullopt;
}

std::size_t count_waiting(const Profile& profile) {
  return static_cast<std::size_t>(std::ranges::count_if(
      profile.outbox, [](const auto& each) { return each.second.state == OutboxState::Waiting; }));
}

OutboxRow named(OutboxRow row, TimeMs server_time, std::array<std::uint8_t, 10> random) {
  if (!row.id) row.id = make_client_message_id(server_time, random);
  return row;
}

wire::ClientFrame frame_of(const OutboxRow& row) {
  const std::string ref = to_text(*row.id);
  switch (row.kind) {
    case SubmissionKind::Send: {
      wire::SendFrame send{ref, *row.id, row.conversation, row.text};
      if (row.target != Seq{}) send.reply_to = row.target;
      return send;
    }
    case SubmissionKind::Edit:
      return wire::EditFrame{ref, *row.id, row.conversation, row.target, row.text};
    case SubmissionKind::Delete:
      return wire::DeleteFrame{ref, *row.id, row.conversation, row.target};
    case SubmissionKind::React:
      return wire::ReactFrame{ref, *row.id, row.conversation, row.target, row.text, row.is_on};
  }
  std::unreachable();
}

Verdict judge(const wire::Accepted& accepted) {
  const auto& outcome = accepted.outcome;
  if (!outcome) return {.next = Next::Wait};
  if (outcome->code) return {.next = Next::Failed, .code = *outcome->code};
  return {.next = Next::Gone};
}

Verdict judge(const wire::ErrorFrame& error) {
  switch (error.code) {
    case Errc::ClientMessageIdExpired: return {.next = Next::Ask};
    case Errc::ClientMessageIdAhead: return {.next = Next::Anew, .after = kAgainAfter};
    default: break;
  }
  const Milliseconds after = error.retry_after_ms.value_or(kAgainAfter);
  switch (error.retry) {
    case Retry::Never: return {.next = Next::Failed, .code = error.code};
    case Retry::Later: return {.next = Next::Again, .after = after};
    case Retry::Elsewhere: return {.next = Next::Elsewhere};
  }
  std::unreachable();
}

Verdict judge(const std::optional<wire::SubmissionOutcome>& outcome) {
  if (!outcome) return {.next = Next::Anew};
  if (outcome->rejected) {
    return {.next = Next::Failed, .code = outcome->code.value_or(Errc::BadRequest)};
  }
  return {.next = Next::Gone};
}

Changes settle(OutboxRow row, const Verdict& verdict) {
  Changes changes;
  switch (verdict.next) {
    case Next::Gone: changes.outbox_gone.push_back(row.position); return changes;
    case Next::Wait: row.state = OutboxState::Accepted; break;
    case Next::Failed: row.state = OutboxState::Failed; break;
    case Next::Anew: row.id.reset(); break;
    case Next::Again:
    case Next::Ask:
    case Next::Elsewhere: return changes;
  }
  changes.outbox.emplace(row.position, std::move(row));
  return changes;
}

}  // namespace parley::terminal
