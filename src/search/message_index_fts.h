// The index in SQLite, by FTS5, in a file of its own.
//
//   state          where the index stands in the log; one row
//   conversations  a short number for each, and how far it was taken
//   messages       mark ─▶ (conversation, seq)
//   mentions       (user, mark)
//   texts          FTS5, rowid = mark: the tokens of the text, and one that names the conversation
//
//   mark:  | 42 bits sent_at, ms | 21 bits to tell those of one millisecond apart |
//
// Tokens come ready made (words.h), so FTS5's plainest tokenizer suffices: it splits at spaces. The
// token of a conversation begins with a code point for private use, which no text's token holds,
// and lets a search keep to what its reader may read, where looking through the newest of
// anybody's does not fill a page.
//
// A removed text is out of the tables when write() returns, and SQLite overwrites its pages; but
// FTS5 keeps the words of old rows in older segments until these are merged. purge() merges them, a
// few pages a time, and then empties the write-ahead log.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "engines/sql/sql.h"
#include "search/message_index.h"

namespace parley {

// The file is opened at the first use. One that cannot be opened fails every call, and each tries
// again: a broken index is nobody's trouble but its own. Two processes may use one file.
class MessageIndexFts final : public MessageIndex {
 public:
  explicit MessageIndexFts(std::string path) : path_(std::move(path)) {}

  Result<IndexState> state() override;
  Result<Seq> through(ConversationId conversation) override;
  Result<> write(const IndexBatch& batch) override;
  Result<std::vector<Hit>> find(std::span<const QueryToken> tokens,
                                std::span<const ConversationId> conversations, HitMark before,
                                std::size_t limit) override;
  Result<std::vector<Hit>> find_mentions(UserId user, HitMark before, std::size_t limit) override;
  Result<bool> purge() override;
  Result<> clear() override;

 private:
  Result<sql::Database*> database();

  const std::string path_;
  std::mutex mutex_;
  std::unique_ptr<sql::Database> database_;  // Under mutex_ until it is there.
};

}  // namespace parley
