// The port through which chat history is kept: rows in families, found by partition and cluster
// key. It maps to RocksDB (a column family each) and to Cassandra (a table each) alike, and knows
// nothing of what a row says.
//
//   family     which kind of row
//   partition  a conversation or a user; what is read together lies together
//   cluster    the place within the partition, ordered as bytes
//
// Reads may come from many threads at once, writes from one. A read sees every write that returned
// before it began. chat_store_conformance.h is the definition of this interface.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "store/cluster_key.h"

namespace parley {

// Inbox is special in two ways, because an engine may keep many of its rows as one: its cluster
// keys are a u64 alone, and its rows are only added above the highest of their partition and
// removed only by ranges, never replaced.
enum class Family : std::uint8_t {
  Event,
  Annotation,
  Body,
  Inbox,
  Conversation,
  InboxState,
  Outcome,
  Device,
};
constexpr std::size_t kFamilies = 8;

// A conversation, or a user in `low`.
struct Partition {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const Partition&, const Partition&) = default;
};

constexpr Partition partition_of(ConversationId conversation) {
  return {conversation.first, conversation.second};
}
constexpr Partition partition_of(UserId user) { return {0, user.bits()}; }

struct RowKey {
  Family family{};
  Partition partition;
  ClusterKey cluster;

  friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

struct Row {
  ClusterKey cluster;
  std::string value;

  friend bool operator==(const Row&, const Row&) = default;
};

enum class Order : std::uint8_t { Ascending, Descending };

// The rows of one partition of one family from `from` to `to`, both included.
struct Range {
  Family family{};
  Partition partition;
  ClusterKey from{};
  ClusterKey to = ClusterKey::last();
  Order order = Order::Ascending;
  std::size_t rows_max = std::numeric_limits<std::size_t>::max();  // At least 1.
  // The page ends with the row that reaches this many bytes of values; it holds at least one row.
  std::size_t bytes_max = std::numeric_limits<std::size_t>::max();
};

struct Page {
  std::vector<Row> rows;  // In the order asked for.
  bool has_more = false;  // A limit ended the page, and there is at least one row after it.
};

// Changes that become visible together. They apply in the order in which they were added.
class WriteBatch {
 public:
  // Room for what a message between two people comes to.
  WriteBatch() { changes_.reserve(12); }

  enum class Kind : std::uint8_t { Put, Remove, RemoveRange };
  struct Change {
    Kind kind;
    RowKey key;         // RemoveRange: the first key.
    std::string value;  // Put: the value. RemoveRange: the bytes of the last cluster key.
  };

  void put(const RowKey& key, std::string value) {
    changes_.push_back({Kind::Put, key, std::move(value)});
  }
  // Removing what is not there is no error.
  void remove(const RowKey& key) { changes_.push_back({Kind::Remove, key, {}}); }
  // Removes the rows of `from`'s partition from `from` to `to`, both included.
  void remove_range(const RowKey& from, const ClusterKey& to) {
    changes_.push_back({Kind::RemoveRange, from, std::string(to.bytes())});
  }
  // States that with this batch the store holds the effects of the log up to `position`.
  void set_position(Position position) { position_ = position; }

  std::span<Change> changes() { return changes_; }
  std::span<const Change> changes() const { return changes_; }
  std::optional<Position> position() const { return position_; }
  bool empty() const { return changes_.empty() && !position_; }

 private:
  std::vector<Change> changes_;
  std::optional<Position> position_;
};

class ChatStore {
 public:
  virtual ~ChatStore() = default;

  // The value, or nothing if there is no such row.
  virtual Result<std::optional<std::string>> get(const RowKey& key) = 0;

  // One page of a range. An empty page is no error.
  virtual Result<Page> scan(const Range& range) = 0;

  // Applies `batch`: all of it, or nothing where an error is returned. When it survives a crash is
  // said by the adapter.
  virtual Result<> write(WriteBatch&& batch) = 0;
};

}  // namespace parley
