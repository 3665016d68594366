#include "search/message_index_fts.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "base/try.h"
#include "engines/sql/migrations.h"
#include "engines/sql/sqlite.h"

namespace parley {
namespace {

using sql::Access;

constexpr std::string_view kTexts =
    "CREATE VIRTUAL TABLE texts USING fts5"
    " (tokens, detail = none, columnsize = 0, tokenize = 'ascii', prefix = '1 2 3')";

// `purge`: 0 nothing is due, 1 a merge has to begin, 2 it goes on.
const sql::Migration kMigrations[] = {
    {"texts, where they stand, and how far they were taken",
     {"CREATE TABLE state (id BIGINT PRIMARY KEY, position BIGINT NOT NULL,"
      " needs_survey BIGINT NOT NULL, incarnation BIGINT NOT NULL, clearings BIGINT NOT NULL,"
      " purge BIGINT NOT NULL)",
      "INSERT INTO state (id, position, needs_survey, incarnation, clearings, purge)"
      " VALUES (1, 0, 1, 0, 0, 0)",
      "CREATE TABLE conversations (number INTEGER PRIMARY KEY, first BIGINT NOT NULL,"
      " second BIGINT NOT NULL, through BIGINT NOT NULL, UNIQUE (first, second))",
      "CREATE TABLE messages (mark INTEGER PRIMARY KEY, conversation BIGINT NOT NULL,"
      " seq BIGINT NOT NULL, UNIQUE (conversation, seq))",
      "CREATE TABLE mentions (user_id BIGINT NOT NULL, mark BIGINT NOT NULL,"
      " PRIMARY KEY (user_id, mark)) WITHOUT ROWID",
      "CREATE INDEX mentions_by_mark ON mentions (mark)", kTexts}}};

constexpr int kTieBits = 21;
// The newest messages with the words, of anybody, that are looked through before the words are
// looked up together with each conversation.
constexpr std::size_t kOfAnybodyMax = 2'000;
// So many conversations are asked for in one statement.
constexpr std::size_t kConversationsAtATime = 200;
// Pages that one purge() merges at most.
constexpr std::int64_t kPurgePages = 256;

std::int64_t to_sql(std::uint64_t number) { return static_cast<std::int64_t>(number); }
template <class Enum>
  requires std::is_enum_v<Enum>
std::int64_t to_sql(Enum value) {
  return static_cast<std::int64_t>(value);
}
std::uint64_t number_in(const sql::Row& row, std::size_t column) {
  return static_cast<std::uint64_t>(row.integer(column));
}

std::string token_of_conversation(std::int64_t number) { return "\uE000" + std::to_string(number); }

struct Numbered {
  std::int64_t number = 0;
  Seq through{};
};

Result<std::optional<Numbered>> find_conversation(sql::Transaction& work, ConversationId id) {
  PARLEY_LET(const auto answer,
             work.run("SELECT number, through FROM conversations WHERE first = $1 AND second = $2",
                      {to_sql(id.first), to_sql(id.second)}));
  if (answer.rows.empty()) return std::nullopt;
  const sql::Row& row = answer.rows.front();
  return Numbered{row.integer(0), Seq{number_in(row, 1)}};
}

Result<std::optional<std::int64_t>> find_mark(sql::Transaction& work, std::int64_t conversation,
                                              Seq seq) {
  PARLEY_LET(const auto answer,
             work.run("SELECT mark FROM messages WHERE conversation = $1 AND seq = $2",
                      {conversation, to_sql(seq)}));
  if (answer.rows.empty()) return std::nullopt;
  return answer.rows.front().integer(0);
}

// By millisecond, the lowest mark above all that are taken, as far as one transaction knows them.
using FreeMarks = std::unordered_map<TimeMs, std::int64_t>;

Result<std::int64_t> new_mark(sql::Transaction& work, FreeMarks& free, TimeMs sent_at) {
  const std::int64_t first = to_sql(sent_at) << kTieBits;
  const std::int64_t end = first + (std::int64_t{1} << kTieBits);
  auto known = free.find(sent_at);
  if (known == free.end()) {
    PARLEY_LET(const auto answer,
               work.run("SELECT COALESCE(MAX(mark) + 1, $1) FROM messages WHERE mark >= $1"
                        " AND mark < $2",
                        {first, end}));
    known = free.emplace(sent_at, answer.rows.at(0).integer(0)).first;
  }
  if (known->second == end) return fail(Errc::StoreFailed, "a millisecond has no mark left");
  return known->second++;
}

// Takes out the text and the mentions behind `mark`, whose place stays.
Result<> forget(sql::Transaction& work, std::int64_t mark) {
  PARLEY_TRY(work.run("DELETE FROM texts WHERE rowid = $1", {mark}));
  PARLEY_TRY(work.run("DELETE FROM mentions WHERE mark = $1", {mark}));
  PARLEY_TRY(work.run("UPDATE state SET purge = 1 WHERE purge <> 1"));
  return {};
}

// The index holds no message above `after`, so for one there is no mark to look for.
Result<> put(sql::Transaction& work, FreeMarks& free, std::int64_t conversation, Seq after,
             const IndexedMessage& message) {
  std::optional<std::int64_t> mark;
  if (message.seq <= after) {
    PARLEY_LET(mark, find_mark(work, conversation, message.seq));
  }
  if (mark) {
    PARLEY_TRY(forget(work, *mark));
  } else {
    PARLEY_LET(mark, new_mark(work, free, message.sent_at));
    PARLEY_TRY(work.run("INSERT INTO messages (mark, conversation, seq) VALUES ($1, $2, $3)",
                        {*mark, conversation, to_sql(message.seq)}));
  }
  const std::string tokens = token_of_conversation(conversation) + ' ' + message.tokens;
  PARLEY_TRY(work.run("INSERT INTO texts (rowid, tokens) VALUES ($1, $2)",
                      {*mark, std::string_view(tokens)}));
  for (const UserId user : message.mentions) {
    PARLEY_TRY(
        work.run("INSERT INTO mentions (user_id, mark) VALUES ($1, $2)"
                 " ON CONFLICT DO NOTHING",
                 {to_sql(user.bits()), *mark}));
  }
  return {};
}

Result<> remove(sql::Transaction& work, std::int64_t conversation, Seq seq) {
  PARLEY_LET(const auto mark, find_mark(work, conversation, seq));
  if (!mark) return {};
  PARLEY_TRY(forget(work, *mark));
  PARLEY_TRY(work.run("DELETE FROM messages WHERE mark = $1", {*mark}));
  return {};
}

Result<> apply(sql::Transaction& work, FreeMarks& free, const ConversationChange& change) {
  const ConversationId id = change.conversation;
  PARLEY_LET(auto known, find_conversation(work, id));
  const Seq through = known ? known->through : Seq{};
  if (through != change.after) return fail(Errc::Conflict, "the index stands elsewhere");
  if (!known) {
    PARLEY_TRY(work.run("INSERT INTO conversations (first, second, through) VALUES ($1, $2, 0)",
                        {to_sql(id.first), to_sql(id.second)}));
    PARLEY_LET(known, find_conversation(work, id));
  }
  for (const IndexedMessage& message : change.put) {
    PARLEY_TRY(put(work, free, known->number, change.after, message));
  }
  for (const Seq seq : change.removed) PARLEY_TRY(remove(work, known->number, seq));
  PARLEY_TRY(work.run("UPDATE conversations SET through = $1 WHERE number = $2",
                      {to_sql(change.through), known->number}));
  return {};
}

// "a"* AND "b" …: tokens hold no quote, for letter_kind() calls it a separator.
std::string joined(std::span<const QueryToken> tokens) {
  std::string expression;
  for (const QueryToken& token : tokens) {
    if (!expression.empty()) expression += " AND ";
    expression += '"' + token.text + (token.is_beginning ? "\"*" : "\"");
  }
  return expression;
}

std::vector<Hit> hits_in(const sql::Answer& answer) {
  std::vector<Hit> hits;
  for (const sql::Row& row : answer.rows) {
    hits.push_back({HitMark{number_in(row, 0)},
                    {number_in(row, 1), number_in(row, 2)},
                    Seq{number_in(row, 3)}});
  }
  return hits;
}

// Messages below `before` whose tokens fit `expression`, newest first, at most `limit`.
Result<std::vector<Hit>> match_texts(sql::Transaction& work, std::string_view expression,
                                     HitMark before, std::size_t limit) {
  PARLEY_LET(const auto answer,
             work.run("SELECT m.mark, c.first, c.second, m.seq FROM texts"
                      " CROSS JOIN messages AS m ON m.mark = texts.rowid"
                      " CROSS JOIN conversations AS c ON c.number = m.conversation"
                      " WHERE texts MATCH $1 AND texts.rowid < $2"
                      " ORDER BY texts.rowid DESC LIMIT $3",
                      {expression, to_sql(before), to_sql(limit)}));
  return hits_in(answer);
}

// The same, of some conversations only, by the lists of these.
Result<std::vector<Hit>> find_in(sql::Transaction& work, std::span<const QueryToken> tokens,
                                 std::span<const ConversationId> conversations, HitMark before,
                                 std::size_t limit) {
  std::vector<Hit> hits;
  while (!conversations.empty()) {
    const auto some = conversations.first(std::min(kConversationsAtATime, conversations.size()));
    conversations = conversations.subspan(some.size());
    std::string any;
    for (const ConversationId id : some) {
      PARLEY_LET(const auto known, find_conversation(work, id));
      if (!known) continue;
      any += (any.empty() ? "\"" : " OR \"") + token_of_conversation(known->number) + '"';
    }
    if (any.empty()) continue;  // Nothing was taken of any of them.
    PARLEY_LET(const auto found,
               match_texts(work, joined(tokens) + " AND (" + any + ")", before, limit));
    hits.insert(hits.end(), found.begin(), found.end());
  }
  std::ranges::sort(hits, std::greater{}, &Hit::mark);
  return hits;
}

}  // namespace

Result<sql::Database*> MessageIndexFts::database() {
  const std::lock_guard lock(mutex_);
  if (!database_) {
    PARLEY_LET(auto opened, sql::open_sqlite(path_, 2, sql::Durability::Rebuildable));
    PARLEY_TRY(sql::migrate(*opened, kMigrations));
    database_ = std::move(opened);
  }
  return database_.get();
}

Result<IndexState> MessageIndexFts::state() {
  PARLEY_LET(auto* const opened, database());
  PARLEY_LET(auto work, opened->begin(Access::Read));
  PARLEY_LET(const auto answer,
             work.run("SELECT position, needs_survey, incarnation, clearings FROM state"));
  if (answer.rows.size() != 1) return fail(Errc::StoreFailed, "the index has lost its state");
  const sql::Row& row = answer.rows.front();
  return IndexState{Position{number_in(row, 0)}, row.integer(1) != 0, number_in(row, 2),
                    number_in(row, 3)};
}

Result<Seq> MessageIndexFts::through(ConversationId conversation) {
  PARLEY_LET(auto* const opened, database());
  PARLEY_LET(auto work, opened->begin(Access::Read));
  PARLEY_LET(const auto known, find_conversation(work, conversation));
  return known ? known->through : Seq{};
}

Result<> MessageIndexFts::write(const IndexBatch& batch) {
  PARLEY_LET(auto* const opened, database());
  PARLEY_LET(auto work, opened->begin(Access::Write));
  FreeMarks free;
  for (const ConversationChange& change : batch.changes) PARLEY_TRY(apply(work, free, change));
  if (const auto& state = batch.state) {
    PARLEY_LET(const auto now, work.run("SELECT clearings FROM state"));
    if (number_in(now.rows.at(0), 0) != state->clearings) {
      return fail(Errc::Conflict, "the index was cleared");
    }
    PARLEY_TRY(work.run(
        "UPDATE state SET position = $1, needs_survey = $2, incarnation = $3",
        {to_sql(state->position), std::int64_t{state->needs_survey}, to_sql(state->incarnation)}));
  }
  return work.commit();
}

// Who reads much of what is said finds a page among the newest of anybody; who reads little of it
// is served by the lists of their conversations, which are short then.
Result<std::vector<Hit>> MessageIndexFts::find(std::span<const QueryToken> tokens,
                                               std::span<const ConversationId> conversations,
                                               HitMark before, std::size_t limit) {
  PARLEY_LET(auto* const opened, database());
  PARLEY_LET(auto work, opened->begin(Access::Read));
  PARLEY_LET(auto hits, match_texts(work, joined(tokens), before, kOfAnybodyMax));
  const bool is_all = hits.size() < kOfAnybodyMax;
  const std::unordered_set<ConversationId> wanted(conversations.begin(), conversations.end());
  std::erase_if(hits, [&](const Hit& hit) { return !wanted.contains(hit.conversation); });
  if (!is_all && hits.size() < limit) {
    PARLEY_LET(hits, find_in(work, tokens, conversations, before, limit));
  }
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

Result<std::vector<Hit>> MessageIndexFts::find_mentions(UserId user, HitMark before,
                                                        std::size_t limit) {
  PARLEY_LET(auto* const opened, database());
  PARLEY_LET(auto work, opened->begin(Access::Read));
  PARLEY_LET(const auto answer,
             work.run("SELECT m.mark, c.first, c.second, m.seq FROM mentions AS n"
                      " CROSS JOIN messages AS m ON m.mark = n.mark"
                      " CROSS JOIN conversations AS c ON c.number = m.conversation"
                      " WHERE n.user_id = $1 AND n.mark < $2 ORDER BY n.mark DESC LIMIT $3",
                      {to_sql(user.bits()), to_sql(before), to_sql(limit)}));
  return hits_in(answer);
}

// FTS5 merges everything into one segment, in which nothing removed is left, if it is told to begin
// (a negative number of pages) and then to go on until a step changes next to nothing.
Result<bool> MessageIndexFts::purge() {
  PARLEY_LET(auto* const opened, database());
  {
    PARLEY_LET(auto work, opened->begin(Access::Write));
    PARLEY_LET(const auto due, work.run("SELECT purge FROM state"));
    const std::int64_t purge = due.rows.at(0).integer(0);
    if (purge == 0) return false;
    const std::int64_t pages = purge == 1 ? -kPurgePages : kPurgePages;
    PARLEY_LET(const auto before, work.run("SELECT total_changes()"));
    PARLEY_TRY(work.run("INSERT INTO texts (texts, rank) VALUES ('merge', $1)", {pages}));
    PARLEY_LET(const auto after, work.run("SELECT total_changes()"));
    const bool is_merged = after.rows.at(0).integer(0) - before.rows.at(0).integer(0) < 2;
    if (!is_merged || purge == 1) {
      PARLEY_TRY(work.run("UPDATE state SET purge = 2"));
      PARLEY_TRY(work.commit());
      return true;
    }
  }
  if (const auto emptied = opened->empty_log(); !emptied) {
    if (emptied.error().code == Errc::Conflict) return true;  // Somebody is searching.
    return std::unexpected(emptied.error());
  }
  PARLEY_LET(auto work, opened->begin(Access::Write));
  PARLEY_TRY(work.run("UPDATE state SET purge = 0 WHERE purge = 2"));
  PARLEY_TRY(work.commit());
  return false;
}

Result<> MessageIndexFts::clear() {
  PARLEY_LET(auto* const opened, database());
  PARLEY_LET(auto work, opened->begin(Access::Write));
  for (const std::string_view statement :
       {std::string_view("DROP TABLE texts"), kTexts, std::string_view("DELETE FROM mentions"),
        std::string_view("DELETE FROM messages"), std::string_view("DELETE FROM conversations"),
        std::string_view("UPDATE state SET position = 0, needs_survey = 1, incarnation = 0,"
                         " clearings = clearings + 1, purge = 1")}) {
    PARLEY_TRY(work.run(statement));
  }
  return work.commit();
}

}  // namespace parley
