// What runs beside the traffic: one thread that carries the outbox, polls revocations, records who
// was seen, and works on deletions. Each has its own beat; what fails is logged and tried at the
// next.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "accounts/accounts_store.h"
#include "accounts/deletion_jobs.h"
#include "accounts/devices_service.h"
#include "accounts/outbox_relay.h"
#include "accounts/seen_book.h"
#include "accounts/ticket_service.h"

namespace parley {

class Background {
 public:
  struct Parts {
    AccountsStore& store;
    OutboxRelay& outbox;
    TicketService& tickets;
    DeletionJobs& deletions;
    DevicesService& devices;
    SeenBook& seen;
    const Clock& clock;
  };
  // Called with what was revoked, on this thread: close the sockets of those devices.
  using OnRevoked = std::function<void(const std::vector<Revocation>&)>;

  Background(const Parts& parts, OnRevoked on_revoked);
  ~Background();

  // Polls once, so that tickets can be issued, then runs the thread.
  void start();
  // Ends the thread after the work at hand. Twice is once.
  void stop();

  // Revocations and the outbox are looked at now and not at their next beat. Any thread.
  void hurry();

 private:
  void run();
  void poll_revocations();
  bool carry_outbox();
  void record_seen();
  void sweep_expired();

  const Parts parts_;
  const OnRevoked on_revoked_;
  Milliseconds swept_at_{};
  Milliseconds polled_at_{};
  Milliseconds seen_at_{};

  std::mutex mutex_;
  std::condition_variable woken_;
  bool is_hurried_ = false;  // Under mutex_, as is the next.
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace parley
