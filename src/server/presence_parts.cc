#include "server/presence_parts.h"

#include "base/thread_name.h"

namespace parley {
namespace {

constexpr Milliseconds kBeat{250};

}  // namespace

PresenceParts::PresenceParts(const Surroundings& around, PeopleParts& people, ChatParts& chat,
                             IoThreads& threads, const Pools& pools,
                             const std::optional<LastSeen>& life_before)
    : figures_(around.metrics),
      bus_(threads, around.metrics),
      sights_({people.facts, chat.reader(), pools.store, pools.sql}),
      service_({bus_,
                [&pipeline = chat.pipeline()](UserId user, const LastSeen& seen) {
                  pipeline.note_last_seen(user, seen);
                },
                around.clock, Milliseconds{around.config.sessions.presence_grace_ms}},
               life_before),
      received_(chat.reader(), bus_) {
  chat.pipeline().set_marker_listener(*this);
  around.metrics.gauge_read("parley_people_present",
                            "People who are online, or lately were, as this server knows.",
                            [this] { return static_cast<double>(service_.size()); });
}

PresenceParts::~PresenceParts() { stop(); }

void PresenceParts::start() {
  thread_ = std::thread([this] { run(); });
}

void PresenceParts::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopped_.notify_one();
  thread_.join();
  service_.stop();
}

void PresenceParts::run() {
  name_thread("presence");
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, kBeat, [this] { return is_stopping_; })) {
    lock.unlock();
    service_.expire();
    received_.work();
    lock.lock();
  }
}

void PresenceParts::on_read(UserId user, ConversationId conversation, Seq through) {
  bus_.publish(
      MarkerHint{.conversation = conversation, .user = user, .received = through, .read = through});
}

void PresenceParts::on_acked(UserId user, InboxSeq before, InboxSeq through) {
  received_.note(user, before, through);
}

}  // namespace parley
