// The people's turns: what they do, and what their devices and the network do for them.
#include <utility>

#include "test/simulation/violation.h"
#include "test/simulation/world.h"

namespace parley::simulation {
namespace {

constexpr std::size_t kUnacceptedMax = 8;

}  // namespace

void World::author() {
  Device& device = any_device();
  if (device.has_vanished) return;
  const Person person{device.client.user(), device.client.device()};
  device.client.submit(author_.submission(person, machine_.clock.now()));
}

// Nobody waits for an answer to these, and they count once by their position.
void World::act_alone() {
  std::vector<Submission> batch;
  batch.push_back({author_.own(author_.user(), machine_.clock.now()), nullptr});
  const Submitted submitted = process_->pipeline().submit(0, batch);
  expect(submitted != Submitted::Full, "the queue is full");
}

void World::transmit() {
  Device& device = any_device();
  if (!device.session || device.on_the_way.size() >= kUnacceptedMax) return;
  if (const Command* command = device.client.next_to_send()) device.on_the_way.push_back(*command);
}

void World::receive() {
  Device& device = any_device();
  std::vector<Command> commands;
  for (std::uint64_t n = 1 + below(4); n > 0 && !device.on_the_way.empty(); --n) {
    commands.push_back(std::move(device.on_the_way.front()));
    device.on_the_way.pop_front();
  }
  submit(device, std::move(commands));
}

// An answer that has been there comes to nobody's mind; the network delivers the question again.
void World::resend_late() {
  const Device& from = any_device();
  Device& to = any_device();
  if (from.client.answered().empty() || !to.session) return;
  Command command = from.client.answered()[below(from.client.answered().size())];
  if (one_in(3)) command = author_.changed(command);
  submit(to, {std::move(command)});
}

void World::submit(Device& device, std::vector<Command> commands) {
  if (commands.empty() || !device.session) return;
  std::vector<Submission> batch;
  for (Command& command : commands) {
    const Witness::Name name{command.conversation, command.sender, command.client_message_id};
    batch.push_back({std::move(command),
                     [this, &device, name, connection = device.connection](Result<Answer> answer) {
                       witness_.check_answer(name, answer);
                       if (device.session && device.connection == connection) {
                         device.session->answer({name, std::move(answer)});
                       }
                     }});
  }
  const Submitted submitted = process_->pipeline().submit(device.session->edge(), batch);
  if (submitted == Submitted::Taken) return;
  for (Submission& submission : batch) {
    submission.completion(
        fail(submitted == Submitted::Full ? Errc::Overloaded : Errc::StoreFailed));
  }
}

void World::connect() {
  Device& device = any_device();
  if (!device.session && !device.has_vanished) connect_device(device);
}

void World::connect_device(Device& device) {
  const std::size_t edge = below(Process::kEdges);
  const InboxView view{ChatReader(process_->store())};
  device.session = std::make_unique<Session>(device.client.user(), edge, device.client.cursor(),
                                             process_->audience(), view, witness_);
  process_->edge(edge).sessions.push_back(device.session.get());
  device.client.connected();
}

void World::leave(Device& device) {
  if (!device.session) return;
  std::erase(process_->edge(device.session->edge()).sessions, device.session.get());
  device.session.reset();
  device.on_the_way.clear();
  ++device.connection;
}

void World::disconnect() { leave(any_device()); }

void World::vanish() {
  Device& device = any_device();
  leave(device);
  device.has_vanished = true;
}

void World::take_frame() {
  Device& device = any_device();
  if (!device.session || !device.session->has_frames()) return;
  device.client.take(device.session->take_frame());
  if (!one_in(4)) return;
  process_->pipeline().note_device(device.client.user(), device.client.device(),
                                   device.client.held());
}

void World::session_turn() {
  Device& device = any_device();
  if (device.session) device.session->turn();
}

void World::look_at_head() {
  Device& device = any_device();
  if (device.session) device.session->look_at_head();
}

void World::wait() {
  const std::uint64_t most = one_in(4) ? 3'600'000 : 3'000;
  machine_.clock.advance(Milliseconds{static_cast<std::int64_t>(below(most))});
}

// Outcomes are kept for long enough as long as applying is not days behind, so it catches up first.
void World::be_away() {
  apply();
  const std::uint64_t days = 1 + below(one_in(3) ? 100 : 12);
  machine_.clock.advance(std::chrono::days{days});
}

}  // namespace parley::simulation
