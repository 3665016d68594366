#include "pipeline/history_view.h"

#include <algorithm>

#include "base/try.h"
#include "conversations/fold.h"
#include "pipeline/visible_events.h"

namespace parley {
namespace {

// Events read at a time: a page of listed events may lie among many that are not listed.
constexpr std::size_t kReadAtATime = 128;

bool is_listed(const Event& event) {
  return event.is_message() || std::holds_alternative<Created>(event.body) ||
         std::holds_alternative<MembersChanged>(event.body) ||
         std::holds_alternative<SettingsChanged>(event.body);
}

Seq previous(Seq seq) { return Seq{to_number(seq) - 1}; }

// Whether `user` was to be told of `event`. An edit or a reaction is for those whose stay holds
// both it and its message; a deletion is for those who may read the message.
bool may_see(const Conversation& conversation, UserId user, const Event& event) {
  if (!interval_holding(conversation, user, event.seq)) return false;
  const auto stay_at = [&](Seq target) { return interval_holding(conversation, user, target); };
  const auto shares_stay = [&](Seq target) {
    const auto stay = stay_at(target);
    return stay && stay->holds(event.seq);
  };
  if (const auto* edit = std::get_if<Edit>(&event.body)) return shares_stay(edit->target);
  if (const auto* reaction = std::get_if<Reaction>(&event.body)) {
    return shares_stay(reaction->target);
  }
  const auto* deletion = std::get_if<Deletion>(&event.body);
  return !deletion || stay_at(deletion->target).has_value();
}

std::string* text_of(wire::Event& event) {
  if (auto* message = std::get_if<wire::MessageEvent>(&event)) return &message->text;
  if (auto* edit = std::get_if<wire::EditEvent>(&event)) return edit->text ? &*edit->text : nullptr;
  return nullptr;
}

void set_whole(wire::Event& event, std::string whole) {
  *text_of(event) = std::move(whole);
  const auto forget_length = [](auto& cut) {
    cut.length.reset();
    cut.truncated = false;
  };
  if (auto* message = std::get_if<wire::MessageEvent>(&event)) forget_length(*message);
  if (auto* edit = std::get_if<wire::EditEvent>(&event)) forget_length(*edit);
}

}  // namespace

// Collects listed events along the intervals of one reader, in one direction.
class HistoryView::Walk {
 public:
  Walk(const ChatReader& reader, UserId user, ConversationId id, std::vector<Interval> intervals)
      : reader_(reader), id_(id), events_(reader, user), intervals_(std::move(intervals)) {}

  // Up to `limit` events downward from `start`, or upward from it.
  Result<> collect(Seq start, Order order, std::size_t limit) {
    order_ = order;
    const auto walk = [&](const Interval& interval) { return collect_in(interval, start, limit); };
    if (order == Order::Descending) {
      for (auto it = intervals_.rbegin(); it != intervals_.rend() && !is_full_; ++it) {
        PARLEY_TRY(walk(*it));
      }
      std::ranges::reverse(page_.events);
    } else {
      for (auto it = intervals_.begin(); it != intervals_.end() && !is_full_; ++it) {
        PARLEY_TRY(walk(*it));
      }
    }
    page_.has_more = is_full_;
    if (page_.events.empty()) page_.range.reset();
    return {};
  }

  HistoryPage take() { return std::move(page_); }

 private:
  Result<> collect_in(const Interval& interval, Seq start, std::size_t limit) {
    const bool down = order_ == Order::Descending;
    Seq from = down ? interval.from : std::max(interval.from, start);
    Seq to = down ? std::min(interval.to, start) : interval.to;
    while (from <= to && !is_full_) {
      PARLEY_LET(const auto rows, reader_.events(id_, from, to, order_, kReadAtATime));
      for (const Event& row : rows) {
        if (!is_listed(row)) {
          cover(row.seq);
          continue;
        }
        PARLEY_TRY(add(row, limit));
        if (is_full_) return {};
      }
      if (rows.size() < kReadAtATime) return {};
      (down ? to : from) = down ? previous(rows.back().seq) : next(rows.back().seq);
    }
    return {};
  }

  // Adds one listed event, or finds that the page is full without it.
  Result<> add(const Event& row, std::size_t limit) {
    if (page_.events.size() >= limit) {
      is_full_ = true;
      return {};
    }
    PARLEY_LET(auto event, events_.show(id_, row));
    std::string json;
    wire::append_json(json, event);
    if (!page_.events.empty() && bytes_ + json.size() > kHistoryBytesMax) {
      is_full_ = true;
      return {};
    }
    bytes_ += json.size();
    page_.events.push_back(std::move(event));
    cover(row.seq);
    return {};
  }

  void cover(Seq seq) {
    if (!page_.range) page_.range = wire::Range{seq, seq};
    page_.range->first = std::min(page_.range->first, seq);
    page_.range->last = std::max(page_.range->last, seq);
  }

  const ChatReader& reader_;
  ConversationId id_;
  VisibleEvents events_;
  std::vector<Interval> intervals_;
  Order order_ = Order::Descending;
  HistoryPage page_;
  std::size_t bytes_ = 0;
  bool is_full_ = false;
};

Result<HistoryPage> HistoryView::page(UserId user, ConversationId id,
                                      const HistoryQuery& query) const {
  PARLEY_LET(const Conversation conversation, reader_.conversation(id));
  if (!is_participant(conversation, user)) return fail(Errc::NotFound);
  PARLEY_LET(const auto row, reader_.inbox_conversation(user, id));
  std::vector<Interval> intervals = intervals_of(conversation, user);
  const Seq cleared = row.preferences.cleared_through.value_or(Seq{});
  for (Interval& interval : intervals) {
    interval.from = std::max(interval.from, next(cleared));
    interval.to = std::min(interval.to, conversation.head);
  }
  std::erase_if(intervals, [](const Interval& i) { return i.from > i.to; });
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, kHistoryEventsMax);

  if (query.around) {
    Walk older(reader_, user, id, intervals);
    Walk newer(reader_, user, id, intervals);
    const Seq around = *query.around;
    if (around > Seq{}) {
      PARLEY_TRY(older.collect(previous(around), Order::Descending, limit / 2));
    }
    PARLEY_TRY(newer.collect(around, Order::Ascending, limit - limit / 2));
    HistoryPage page = older.take();
    HistoryPage rest = newer.take();
    std::ranges::move(rest.events, std::back_inserter(page.events));
    if (!page.range) {
      page.range = rest.range;
    } else if (rest.range) {
      page.range->last = rest.range->last;
    }
    page.has_more = page.has_more || rest.has_more;
    return page;
  }
  Walk walk(reader_, user, id, std::move(intervals));
  if (query.after) {
    PARLEY_TRY(walk.collect(next(*query.after), Order::Ascending, limit));
  } else if (!query.before) {
    PARLEY_TRY(walk.collect(conversation.head, Order::Descending, limit));
  } else if (*query.before > Seq{}) {
    PARLEY_TRY(walk.collect(previous(*query.before), Order::Descending, limit));
  }
  return walk.take();
}

Result<wire::Event> HistoryView::event(UserId user, ConversationId id, Seq seq) const {
  PARLEY_LET(const Conversation conversation, reader_.conversation(id));
  if (!interval_holding(conversation, user, seq)) return fail(Errc::NotFound);
  PARLEY_LET(const auto row, reader_.event(id, seq));
  if (!row || !may_see(conversation, user, *row)) return fail(Errc::NotFound);
  VisibleEvents events(reader_, user);
  PARLEY_LET(wire::Event event, events.show(id, *row));
  const auto* message = std::get_if<wire::MessageEvent>(&event);
  const auto* edit = std::get_if<wire::EditEvent>(&event);
  if (!(message && message->truncated) && !(edit && edit->truncated)) return event;
  // The whole text lies with the event that brought it: the newest visible edit, or this one.
  Seq holder = seq;
  if (message && message->edited_at) {
    PARLEY_LET(const auto annotation, reader_.annotation(id, seq));
    const auto interval = interval_holding(conversation, user, seq);
    if (const auto mark = visible_edit(annotation, *interval)) holder = mark->seq;
  }
  PARLEY_LET(auto whole, reader_.body(id, holder));
  set_whole(event, std::move(whole));
  return event;
}

}  // namespace parley
