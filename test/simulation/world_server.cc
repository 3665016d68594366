// The server's turns: its threads, its checkpoints, and what befalls it.
#include "test/simulation/audit.h"
#include "test/simulation/violation.h"
#include "test/simulation/world.h"

namespace parley::simulation {

// A start may fail on a disk in trouble; on a sound one it has to succeed.
void World::start_process() {
  for (bool is_sound = false; !try_to_start(is_sound); is_sound = true) {
    note("it did not start");
    end_process();
    machine_.disk.restart();
    machine_.disk.set_full(false);
    machine_.store.restart();
  }
  apply();
  audit(/*is_whole=*/false);
}

bool World::try_to_start(bool is_sound) {
  try {
    process_ = std::make_unique<Process>(machine_, mistake_, random_.u64());
    const auto started = process_->start();
    expect(started || !is_sound, "the server does not start: {}",
           started ? "" : started.error().detail);
    return started.has_value();
  } catch (const ProcessEnded&) {
    expect(!is_sound, "the process ended on a sound disk");
    return false;
  }
}

// With the process go its sockets, and what was on the way.
void World::end_process() {
  ++deaths_;
  for (const auto& device : devices_) leave(*device);
  process_.reset();
}

void World::write() { process_->pipeline().write_waiting(); }

void World::apply() {
  process_->pipeline().apply_waiting();
  StoreAsItIs store(process_->store());
  machine_.store.heal();
  witness_.catch_up(ChatReader(store));
}

void World::checkpoint() { process_->pipeline().checkpoint_if_due(); }

void World::dispatch() { process_->edge(below(Process::kEdges)).dispatch(); }

// The process dies and the machine lives: what it wrote is in the kernel's cache.
void World::kill() {
  end_process();
  machine_.store.restart();
  start_process();
}

void World::cut_power() {
  end_process();
  machine_.disk.restart();
  machine_.store.restart();
  machine_.disk.set_full(false);
  // Now and then it dies again while it recovers.
  if (one_in(4)) machine_.disk.plan(DiskTrouble::Crash, 1 + below(8));
  start_process();
}

void World::trouble_the_disk() {
  const std::uint64_t steps = 1 + below(4);
  switch (below(5)) {
    case 0: machine_.disk.plan(DiskTrouble::Crash, steps); break;
    case 1: machine_.disk.plan(DiskTrouble::SyncFailed, steps); break;
    case 2: machine_.disk.plan(DiskTrouble::NoSpace, steps); break;
    case 3: machine_.disk.set_full(true); break;
    default: machine_.disk.set_full(false); break;
  }
}

void World::trouble_the_store() {
  switch (below(3)) {
    case 0: machine_.store.fail_read(); break;
    case 1: machine_.store.fail_write(); break;
    default: machine_.store.fail_flush(); break;
  }
}

// Somebody reads somewhere, theirs or not.
void World::look_around() {
  StoreAsItIs store(process_->store());
  machine_.store.heal();
  const Audit audit(store, witness_);
  const ConversationId conversation = author_.conversation();
  audit.jump(author_.user(), conversation, author_.seq(conversation), 1 + below(6));
}

void World::audit(bool is_whole) {
  StoreAsItIs store(process_->store());
  machine_.store.heal();
  const Audit audit(store, witness_);
  audit.conversations();
  for (const auto& device : devices_) {
    audit.inbox(device->client.user());
    for (const auto& [id, conversation] : witness_.conversations()) {
      if (is_whole || one_in(8)) audit.history(device->client.user(), id, 1 + below(20));
    }
  }
}

}  // namespace parley::simulation
