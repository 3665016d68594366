// What becomes of things to send: one at a time, in their order, under one id, until the server has
// given an answer that holds. Pure; the caller saves the changes before it acts on them.
//
// Only one submission is on its way at any time, so a refusal that may be tried again never lets a
// later one overtake it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "terminal/profile.h"
#include "wire/client_frames.h"
#include "wire/responses.h"
#include "wire/server_frames.h"

namespace parley::terminal {

// Where a new row belongs: behind all others.
std::uint64_t next_position(const Profile& profile);

// The first that waits.
std::optional<OutboxRow> first_waiting(const Profile& profile);

// The one that waits under `id`. A position is given again when the outbox was empty, an id never:
// so an answer that comes late is never taken for that of another row.
std::optional<OutboxRow> waiting_under(const Profile& profile, const ClientMessageId& id);

// How many wait.
std::size_t count_waiting(const Profile& profile);

// A row with its id, made now if this is the first attempt.
OutboxRow named(OutboxRow row, TimeMs server_time, std::array<std::uint8_t, 10> random);

// What goes over the wire for a row that is named. Its ref is its id.
wire::ClientFrame frame_of(const OutboxRow& row);

// What an answer means for its row. Other than Failed, `row` is stored as it stands here, or gone.
struct Verdict {
  enum class Next : std::uint8_t {
    Wait,      // Accepted: the outcome will come as an item.
    Gone,      // It has had its outcome.
    Failed,    // Refused for good; `code` says why.
    Again,     // The same again, not before `after`.
    Anew,      // The same again, under a new id.
    Ask,       // The outcome is not known any more: ask for the submission.
    Elsewhere  // The server leaves: connect anew and send it there.
  };
  Next next{};
  Errc code{};
  Milliseconds after{};
};

Verdict judge(const wire::Accepted& accepted);
Verdict judge(const wire::ErrorFrame& error);
// What was learned of the submission; nothing: the server does not know it.
Verdict judge(const std::optional<wire::SubmissionOutcome>& outcome);

// The row after a verdict.
Changes settle(OutboxRow row, const Verdict& verdict);

}  // namespace parley::terminal
