// The rules by which a device follows its inbox: what each item changes in the profile, and what of
// it is worth showing. No I/O but reading stored events; the caller saves the changes first and
// shows second.
//
// 1. Item n is applied only on n-1. One that is held already is passed over; a hole stops the step,
//    and the caller connects anew with its cursor.
// 2. Items and cursor are one set of changes, hence one transaction.
// 3. Values are absolute: an annotation counts only above the revision of its message, a marker
//    only moves forward. So an item whose effect was known already changes nothing.
// 4. An item of an unknown kind is stored and passed.
// 5. From `Chat::held_from` on, the store has everything; what cannot be known to be without a hole
//    is not claimed.
#pragma once

#include <optional>
#include <vector>

#include "base/error.h"
#include "terminal/profile.h"
#include "terminal/profile_store.h"
#include "wire/events.h"
#include "wire/responses.h"
#include "wire/server_frames.h"

namespace parley::terminal {

// Something that a person wants to see.
struct Happening {
  std::optional<ConversationId> conversation{};
  wire::Event event;
  std::optional<OutboxRow> about{};  // Of a refusal: what was refused.
};

struct Step {
  Changes changes;
  std::vector<Happening> happenings;
  bool has_gap = false;
};

// The next items of the inbox. Needs a profile with account and cursor.
Result<Step> apply_items(const Profile& profile, const ProfileStore& store,
                         const wire::Items& items);

// The cursor could not be served, or this is a new device: it stands at `head` now, and knows the
// `conversations` as listed after that. `forgets` where the incarnation changed: stored events have
// lost their meaning. What waits in the outbox waits on; what was accepted has had its outcome.
Changes start_at(const Profile& profile, Cursor head, bool forgets,
                 const wire::Conversations& conversations);

// The page of history before `before`; without it, the newest.
Result<Changes> apply_history(const Profile& profile, const ProfileStore& store,
                              ConversationId conversation, std::optional<Seq> before,
                              const wire::EventPage& page);

// A person as the server describes them.
Person person_of(const wire::User& user);

// Whom the happenings name and the profile does not know yet.
std::vector<UserId> strangers_in(const Profile& profile, const std::vector<wire::Event>& events);
std::vector<UserId> strangers_in(const Profile& profile, const std::vector<Happening>& happenings);

// Everything of `chat` up to its newest event has been shown; changes nothing where that is known.
Changes mark_read(const Chat& chat);

}  // namespace parley::terminal
