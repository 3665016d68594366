// Who follows what the pipeline applies, at a pace of their own: a full-text index.
//
//   recover():  begin() ─▶ on_applied() for what the log still holds from there on, or on_gap()
//   then:       on_applied() for each command, in the order of the log
//
// A listener keeps its own position in durable storage and has to be quick here: it notes what
// there is to do and does it on a thread of its own. The pipeline never waits for it, and the log
// is trimmed without asking it.
#pragma once

#include "base/ids.h"
#include "pipeline/logged_command.h"

namespace parley {

class AppliedListener {
 public:
  virtual ~AppliedListener() = default;

  // The log ends at `head`. Answers the first position that the listener lacks. Called once, before
  // anything else; may block.
  virtual Position begin(Position head) = 0;

  // The effects of the command at `position` can be read. Also of commands that were refused or
  // had been applied before: the same position may come twice.
  virtual void on_applied(Position position, const LoggedCommand& command) = 0;

  // Something between what begin() answered and the next on_applied() is not in the log any more.
  virtual void on_gap() = 0;
};

}  // namespace parley
