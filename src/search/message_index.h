// The port of the full-text index: which messages may hold some tokens, newest first, and which
// name somebody. It holds words and places, knows nobody's rights, and may answer too much, never
// too little: match.h and the reader's intervals decide (search_service.h).
//
// What it holds of a conversation is the state of its first `through` events. A batch moves the
// texts and that number together, so an index that is killed at any point goes on exactly where its
// last durable batch ended, and a batch that comes again changes nothing.
//
// Any thread may ask; one thread writes. Every call may block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "search/query.h"

namespace parley {

// One message as it reads now.
struct IndexedMessage {
  Seq seq{};
  TimeMs sent_at{};
  std::string tokens;            // tokens_of() its text.
  std::vector<UserId> mentions;  // Of this text and of those before it; may repeat.
};

// One conversation's part of a batch.
struct ConversationChange {
  ConversationId conversation;
  Seq after{};    // What the index must hold of it before, …
  Seq through{};  // … and what it holds then: everything up to here.
  std::vector<IndexedMessage> put;
  std::vector<Seq> removed;
};

// Where the index stands in the log.
struct IndexState {
  Position position{};       // Everything up to here is in …
  bool needs_survey = true;  // … unless some conversations may be behind: all have to be looked
                             // at. True of an empty index.
  std::uint64_t incarnation = 0;  // Of the store that it was made from; 0 if it is empty.
  std::uint64_t clearings = 0;    // How often the index was cleared.

  friend bool operator==(const IndexState&, const IndexState&) = default;
};

struct IndexBatch {
  std::vector<ConversationChange> changes;
  std::optional<IndexState> state;
};

// The place of a message in the order of an index: later messages have higher ones.
enum class HitMark : std::uint64_t {};
inline constexpr HitMark kAfterAllHits{(std::uint64_t{1} << 63) - 1};

struct Hit {
  HitMark mark{};
  ConversationId conversation;
  Seq seq{};
};

class MessageIndex {
 public:
  virtual ~MessageIndex() = default;

  virtual Result<IndexState> state() = 0;
  virtual Result<Seq> through(ConversationId conversation) = 0;

  // All of it, durable, or nothing. Conflict where the index was cleared meanwhile: a conversation
  // stands elsewhere than `after` says, or the state is from before. Texts that are replaced or
  // removed are not found from then on; purge() takes them out of the files.
  virtual Result<> write(const IndexBatch& batch) = 0;

  // Messages of `conversations` below `before` that hold all `tokens`, newest first, at most
  // `limit`.
  virtual Result<std::vector<Hit>> find(std::span<const QueryToken> tokens,
                                        std::span<const ConversationId> conversations,
                                        HitMark before, std::size_t limit) = 0;
  // Messages below `before` that name `user` or did, newest first, at most `limit`.
  virtual Result<std::vector<Hit>> find_mentions(UserId user, HitMark before,
                                                 std::size_t limit) = 0;

  // Works a bounded while on taking removed texts out of the files; true if there is more to do.
  virtual Result<bool> purge() = 0;
  // Empties the index.
  virtual Result<> clear() = 0;
};

}  // namespace parley
