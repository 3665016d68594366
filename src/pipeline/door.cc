#include "pipeline/door.h"

#include <algorithm>

#include "base/try.h"
#include "base/unicode.h"

namespace parley {
namespace {

// Senders and conversations whose budgets one shard remembers.
constexpr std::size_t kRatesMax = 100'000;
constexpr Milliseconds kTextWindow{10'000};

}  // namespace

Door::Shard::Shard(const Limits& limits)
    : submissions({limits.submissions_a_second, limits.submissions_burst}, kRatesMax),
      text_bytes({limits.text_bytes_in_10_s, kTextWindow}, kRatesMax),
      conversations(
          {limits.conversation_submissions_a_second, limits.conversation_submissions_a_second},
          kRatesMax) {}

Door::Door(FactsService& people, ChatReader reader, const Clock& clock, const Limits& limits)
    : people_(people), reader_(reader), clock_(clock), limits_(limits) {
  for (auto& shard : shards_) shard = std::make_unique<Shard>(limits);
}

Result<> Door::check_text(std::string_view text) const {
  // Fewer bytes than the limit of code points need no counting.
  if (text.size() > limits_.text_code_points && code_points(text) > limits_.text_code_points) {
    return fail(Errc::TextTooLong);
  }
  if (is_only_white_space(text)) return fail(Errc::TextEmpty);
  return {};
}

Result<> Door::admit(UserId sender, ConversationId conversation, std::size_t text_bytes) {
  PARLEY_TRY(admit_sender(sender, text_bytes));
  Shard& shard = shard_of(std::hash<ConversationId>{}(conversation));
  const std::lock_guard lock(shard.mutex);
  return shard.conversations.take(conversation, clock_.monotonic());
}

Result<> Door::admit_sender(UserId sender, std::size_t text_bytes) {
  const Milliseconds now = clock_.monotonic();
  Shard& shard = shard_of(std::hash<UserId>{}(sender));
  const std::lock_guard lock(shard.mutex);
  PARLEY_TRY(shard.submissions.take(sender, now));
  if (text_bytes == 0) return {};
  return shard.text_bytes.take(sender, now, text_bytes);
}

std::optional<Facts> Door::known(UserId sender, ConversationId conversation) const {
  const Key key{sender, conversation};
  Shard& shard = shard_of(KeyHash{}(key));
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.known.find(key);
  if (found == shard.known.end() || found->second.good_until <= clock_.monotonic()) {
    return std::nullopt;
  }
  return found->second.facts;
}

Result<Facts> Door::look_up(UserId sender, ConversationId conversation) {
  const Milliseconds good_until = clock_.monotonic() + kFactsAge;
  PARLEY_LET(const Facts facts, conversation.is_group() ? look_up_group(sender, conversation)
                                                        : look_up_direct(sender, conversation));
  const Key key{sender, conversation};
  Shard& shard = shard_of(KeyHash{}(key));
  const std::lock_guard lock(shard.mutex);
  if (shard.known.size() >= kKnownMax) {
    const Milliseconds now = clock_.monotonic();
    std::erase_if(shard.known, [now](const auto& entry) { return entry.second.good_until <= now; });
    if (shard.known.size() >= kKnownMax) shard.known.clear();
  }
  shard.known.insert_or_assign(key, Known{facts, good_until});
  return facts;
}

Result<Facts> Door::look_up_group(UserId sender, ConversationId conversation) {
  PARLEY_LET(const auto row, reader_.inbox_conversation(sender, conversation));
  if (row.last_seq == Seq{}) return fail(Errc::NotFound);
  return Facts{};
}

Result<Facts> Door::look_up_direct(UserId sender, ConversationId conversation) {
  if (!conversation.is_between(sender)) return fail(Errc::NotFound);
  const UserId peer = conversation.peer_of(sender);
  if (peer == sender) return Facts{};
  PARLEY_LET(const MessagingFacts people, people_.facts_for(sender, peer));
  if (!people.peer_exists) return fail(Errc::NotFound);
  if (people.may_message() && !people.is_contact) {
    PARLEY_LET(const auto state, reader_.conversation(conversation));
    if (state.head == Seq{}) PARLEY_TRY(people_.try_new_direct(sender, peer));
  }
  return Facts{.cannot_message = !people.may_message(), .cannot_add = {}};
}

Result<Facts> Door::look_up_adding(UserId adder, std::span<const UserId> users) {
  PARLEY_LET(const auto people, people_.facts_for_adding(adder, users));
  Facts facts;
  for (const AddFacts& person : people) {
    PARLEY_LET(const auto groups, reader_.groups_in(person.user));
    const bool may_add = person.user == adder || person.may_add();
    if (!may_add || groups.size() >= limits_.groups_a_user) facts.cannot_add.push_back(person.user);
  }
  return facts;
}

void Door::forget(UserId a, UserId b) {
  for (const UserId sender : {a, b}) {
    const Key key{sender, ConversationId::of(a, b)};
    Shard& shard = shard_of(KeyHash{}(key));
    const std::lock_guard lock(shard.mutex);
    shard.known.erase(key);
  }
}

}  // namespace parley
