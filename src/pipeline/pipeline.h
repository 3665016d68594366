// The port by which submissions enter: put in the durable log, then applied, then told. The
// embedded pipeline serves one process; a cluster's goes through Kafka and its workers.
//
// Contract:
//   (1) A submission that was taken is answered exactly once over its edge, unless the process
//   ends. (2) An answer with an outcome means: the command is on durable storage, and so is every
//   item of
//       its event. An error that is not a rule's means that nothing is known to be stored; the
//       client submits again with the same id.
//   (3) Submissions of one edge are put in order as they were handed in.
//   (4) Items of one inbox are delivered in order, each at most once; one may be missing (then the
//       session's cursor fetches it).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.h"
#include "pipeline/edge.h"
#include "pipeline/logged_command.h"
#include "store/rows.h"

namespace parley {

struct Submission {
  LoggedCommand command;
  Completion completion;  // May be empty: nobody waits.
};

enum class Submitted : std::uint8_t { Taken, Full, Closed };

class Pipeline {
 public:
  virtual ~Pipeline() = default;

  // Takes all of `batch` and empties it, or nothing of it: Full means `overloaded`, Closed means
  // `store_failed` (the log cannot be written just now). Any thread, `edge` being its own.
  virtual Submitted submit(std::size_t edge, std::vector<Submission>& batch) = 0;

  // A device holds its inbox up to `acked`. Coalesced; never refused; may be lost in a crash.
  virtual void note_device(UserId user, DeviceId device, InboxSeq acked) = 0;

  // A person came or went. Coalesced to the newest; never refused; may be lost in a crash.
  virtual void note_last_seen(UserId user, const LastSeen& seen) = 0;

  // True while submissions are taken.
  virtual bool is_ready() const = 0;
};

}  // namespace parley
