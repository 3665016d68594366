// What the pipeline tells the threads that hold the sockets.
//
// An Edge is one I/O thread as the pipeline sees it: a number, and a place to post to. A whole
// committed group crosses in one batch: the answers to submissions that came in over that edge, and
// the items for users who have a session on it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "conversations/sequencer.h"

namespace parley {

// What became of a submission: its outcome (also a rejection is one), and whether it had been
// submitted before. An Error means that nothing is known to be stored; see its retry rule.
struct Answer {
  Outcome outcome;
  bool is_duplicate = false;
};

// Called once, on the thread of the edge that submitted, or never if that edge is gone.
using Completion = std::move_only_function<void(Result<Answer>)>;

// One encoded item for some users. The bytes are the shared middle of an `items` frame
// (wire/items_frame.h). Shared by every session that has yet to write it, on any thread; the last
// one frees it.
struct Delivery {
  struct To {
    UserId user;
    InboxSeq inbox_seq{};
  };
  std::shared_ptr<const std::string> item;
  std::vector<To> to;
};

struct EdgeBatch {
  std::vector<std::pair<Completion, Result<Answer>>> answers;
  std::vector<Delivery> deliveries;

  bool is_empty() const { return answers.empty() && deliveries.empty(); }
};

class Edge {
 public:
  virtual ~Edge() = default;

  // Hands over a batch; any thread. Batches are worked off in the order in which they came.
  virtual void post(EdgeBatch batch) = 0;
};

}  // namespace parley
