#include "search/search_service.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>

#include "base/try.h"
#include "base/unicode.h"
#include "pipeline/history_view.h"
#include "pipeline/visible_events.h"
#include "search/match.h"

namespace parley {
namespace {

constexpr std::size_t kHitsAtATime = 128;

// How far the user cleared their conversations.
using Cleared = std::unordered_map<ConversationId, Seq>;

Seq cleared_in(const InboxConversation& row) {
  return row.preferences.cleared_through.value_or(Seq{});
}

Result<HitMark> mark_from(std::optional<std::string_view> text) {
  if (!text) return kAfterAllHits;
  const auto number = id_bits_from(*text);
  if (!number) return fail(Errc::BadRequest, "before is no mark of a page");
  return HitMark{*number};
}

std::string to_text(HitMark mark) { return parley::to_text(std::to_underlying(mark)); }

// Asks for hits below a mark; says whether one is to be shown, and how.
using NextHits = std::function<Result<std::vector<Hit>>(HitMark before, std::size_t limit)>;
using Show = std::function<Result<std::optional<wire::FoundMessage>>(const Hit& hit)>;

// Fills a page with what is to be shown. `next` is there if and only if something may follow.
Result<wire::FoundMessages> fill_page(HitMark before, std::size_t limit, const NextHits& next_hits,
                                      const Show& show) {
  wire::FoundMessages page;
  HitMark last_shown = before;
  for (std::size_t seen = 0; seen < kCandidatesMax;) {
    PARLEY_LET(const auto hits, next_hits(before, kHitsAtATime));
    for (const Hit& hit : hits) {
      PARLEY_LET(auto found, show(hit));
      before = hit.mark;
      if (!found) continue;
      if (page.messages.size() == limit) {
        page.next = to_text(last_shown);
        return page;
      }
      page.messages.push_back(*std::move(found));
      last_shown = hit.mark;
    }
    seen += hits.size();
    if (hits.size() < kHitsAtATime) return page;
  }
  page.next = to_text(before);
  return page;
}

// Shows single messages to one user, if they may see them.
class Sight {
 public:
  Sight(const ChatReader& reader, UserId user, const Cleared& cleared)
      : reader_(reader), user_(user), cleared_(cleared), events_(reader, user) {}

  Result<std::optional<wire::FoundMessage>> show(const Hit& hit) {
    const auto cleared = cleared_.find(hit.conversation);
    if (cleared == cleared_.end() || hit.seq <= cleared->second) return std::nullopt;
    auto conversation = events_.conversation(hit.conversation);
    if (!conversation && conversation.error().code == Errc::NotFound) return std::nullopt;
    if (!conversation) return std::unexpected(std::move(conversation).error());
    if (!interval_holding(**conversation, user_, hit.seq)) return std::nullopt;
    PARLEY_LET(const auto event, reader_.event(hit.conversation, hit.seq));
    if (!event || !event->is_message()) return std::nullopt;
    PARLEY_LET(auto message, events_.show_message(hit.conversation, *event));
    if (message.deleted) return std::nullopt;
    return wire::FoundMessage{hit.conversation, std::move(message), {}};
  }

  // The whole text of a message that show() gave.
  Result<std::string> whole_text(const wire::FoundMessage& found) const {
    if (!found.event.truncated) return found.event.text;
    PARLEY_LET(const auto event,
               HistoryView(reader_).event(user_, found.conversation, found.event.seq));
    return std::get<wire::MessageEvent>(event).text;
  }

 private:
  const ChatReader& reader_;
  UserId user_;
  const Cleared& cleared_;
  VisibleEvents events_;
};

// Adds the stretches that lie in the text as it is shown.
void highlight(wire::FoundMessage& found, const std::vector<Stretch>& stretches) {
  const std::size_t shown = code_points(found.event.text);
  for (const Stretch& stretch : stretches) {
    if (stretch.start + stretch.length > shown) return;
    found.highlights.push_back({stretch.start, stretch.length});
  }
}

Result<Cleared> conversations_of(const ChatReader& reader, UserId user,
                                 std::optional<ConversationId> only) {
  Cleared cleared;
  if (only) {
    PARLEY_LET(const Conversation conversation, reader.conversation(*only));
    if (!is_participant(conversation, user)) return fail(Errc::NotFound);
    PARLEY_LET(const auto row, reader.inbox_conversation(user, *only));
    cleared[*only] = cleared_in(row);
    return cleared;
  }
  PARLEY_LET(const auto rows, reader.inbox_conversations(user));
  for (const auto& [conversation, row] : rows) cleared[conversation] = cleared_in(row);
  return cleared;
}

}  // namespace

Result<wire::FoundMessages> SearchService::search(UserId user, const SearchRequest& request) const {
  PARLEY_LET(const Query query, parse_query(request.query));
  PARLEY_LET(const HitMark before, mark_from(request.before));
  PARLEY_LET(const Cleared cleared, conversations_of(reader_, user, request.conversation));
  std::vector<ConversationId> conversations;
  for (const auto& [conversation, through] : cleared) conversations.push_back(conversation);
  Sight sight(reader_, user, cleared);
  return fill_page(
      before, request.limit,
      [&](HitMark mark, std::size_t limit) {
        return index_.find(query.tokens, conversations, mark, limit);
      },
      [&](const Hit& hit) -> Result<std::optional<wire::FoundMessage>> {
        PARLEY_LET(auto found, sight.show(hit));
        if (!found) return std::nullopt;
        PARLEY_LET(const std::string text, sight.whole_text(*found));
        const auto stretches = match(query, text);
        if (!stretches) return std::nullopt;
        highlight(*found, *stretches);
        return found;
      });
}

Result<wire::FoundMessages> SearchService::mentions(UserId user,
                                                    std::optional<std::string_view> mark,
                                                    std::size_t limit) const {
  PARLEY_LET(const HitMark before, mark_from(mark));
  PARLEY_LET(const Cleared cleared, conversations_of(reader_, user, std::nullopt));
  Sight sight(reader_, user, cleared);
  return fill_page(
      before, limit,
      [&](HitMark from, std::size_t most) { return index_.find_mentions(user, from, most); },
      [&](const Hit& hit) -> Result<std::optional<wire::FoundMessage>> {
        PARLEY_LET(auto found, sight.show(hit));
        const bool is_named =
            found && std::ranges::find(found->event.mentions, user) != found->event.mentions.end();
        return is_named ? std::move(found) : std::nullopt;
      });
}

}  // namespace parley
