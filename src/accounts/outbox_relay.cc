#include "accounts/outbox_relay.h"

#include "base/try.h"

namespace parley {

Result<std::size_t> OutboxRelay::run_once() {
  std::vector<OutboxRow> rows;
  {
    PARLEY_LET(auto work, store_.read());
    PARLEY_LET(rows, work->outbox().first(kOutboxPage));
  }
  std::size_t taken = 0;
  Result<> submitted;
  for (const OutboxRow& row : rows) {
    submitted = sink_.submit(row);
    if (!submitted) break;
    ++taken;
  }
  if (taken > 0) {
    PARLEY_LET(auto work, store_.write());
    PARLEY_TRY(work->outbox().remove_through(rows[taken - 1].position));
    PARLEY_TRY(work->commit());
  }
  PARLEY_TRY(std::move(submitted));
  return taken;
}

}  // namespace parley
