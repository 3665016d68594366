#include "test/simulation/world.h"

#include <utility>

#include "test/simulation/violation.h"

namespace parley::simulation {
namespace {

constexpr std::size_t kLastSteps = 40;
constexpr std::size_t kAuditEvery = 250;
constexpr std::size_t kRoundsToRest = 2'000;

std::vector<UserId> people(std::uint64_t seed) {
  std::vector<UserId> users;
  for (std::uint64_t i = 0; i < 3 + seed % 3; ++i) users.push_back(UserId{11 + i});
  return users;
}

}  // namespace

World::World(std::uint64_t seed, Mistake mistake)
    : random_(seed),
      mistake_(mistake),
      machine_(random_.u64(), random_.u64()),
      witness_(machine_.truth),
      author_(random_.u64(), people(seed), witness_) {
  std::uint64_t number = 1'000;
  for (const UserId user : people(seed)) {
    for (std::uint64_t i = 0; i <= below(2); ++i) {
      devices_.push_back(std::make_unique<Device>(user, DeviceId{++number}, witness_,
                                                  mistake == Mistake::FoldWithoutRevision));
    }
  }
  plan_steps();
}

World::~World() { end_process(); }

// Each seed has habits of its own: some things happen often, some never.
void World::plan_steps() {
  const auto often = [this](std::uint64_t most) { return 1 + below(most); };
  const auto perhaps = [this](std::uint64_t most) { return one_in(2) ? 0 : below(most); };
  steps_ = {
      {"author", 10 + often(30), &World::author},
      {"act alone", perhaps(12), &World::act_alone},
      {"transmit", 20 + often(40), &World::transmit},
      {"receive", 20 + often(40), &World::receive},
      {"write", 10 + often(40), &World::write},
      {"apply", 10 + often(40), &World::apply},
      {"dispatch", 10 + often(60), &World::dispatch},
      {"session turn", 20 + often(80), &World::session_turn},
      {"take frame", 10 + often(100), &World::take_frame},
      {"connect", often(10), &World::connect},
      {"disconnect", perhaps(6), &World::disconnect},
      {"vanish", one_in(8) ? std::uint64_t{1} : 0, &World::vanish},
      {"resend late", perhaps(8), &World::resend_late},
      {"look at head", often(4), &World::look_at_head},
      {"wait", often(20), &World::wait},
      {"be away", one_in(3) ? below(4) : 0, &World::be_away},
      {"checkpoint", often(8), &World::checkpoint},
      {"trouble the disk", perhaps(6), &World::trouble_the_disk},
      {"trouble the store", perhaps(6), &World::trouble_the_store},
      {"kill", perhaps(3), &World::kill},
      {"cut the power", perhaps(3), &World::cut_power},
      {"look around", often(4), &World::look_around},
  };
  for (const Step& step : steps_) weights_ += step.weight;
}

void World::note(std::string what) {
  last_steps_.push_back(fmt::format("{:4} {}", count_, std::move(what)));
  if (last_steps_.size() > kLastSteps) last_steps_.pop_front();
}

void World::step() {
  std::uint64_t pick = below(weights_);
  const Step* chosen = steps_.data();
  for (; pick >= chosen->weight; ++chosen) pick -= chosen->weight;
  ++count_;
  note(chosen->name);
  try {
    (this->*chosen->act)();
  } catch (const ProcessEnded&) {
    note("the process ended");
    cut_power();
  }
}

void World::run() {
  start_process();
  const std::uint64_t steps = one_in(2) ? 1'000 + below(3'000) : 4'000 + below(12'000);
  while (count_ < steps) {
    step();
    if (count_ % kAuditEvery == 0) audit(/*is_whole=*/false);
  }
  come_to_rest();
  audit(/*is_whole=*/true);
  for (const auto& device : devices_) {
    if (!device->has_vanished) device->client.check_at_rest();
  }
  // What was told must also be there for a process that begins anew.
  cut_power();
  audit(/*is_whole=*/true);
}

Figures World::figures() const {
  Figures figures{.steps = count_,
                  .commands = to_number(witness_.position()),
                  .repeats = witness_.repeats(),
                  .deaths = deaths_};
  for (const auto& [name, outcome] : witness_.outcomes()) {
    if (outcome.kind == Outcome::Kind::Rejected) ++figures.refusals;
  }
  for (const auto& [id, conversation] : witness_.conversations()) {
    figures.events += conversation.events.size();
    figures.deletions += conversation.deletions.size();
    for (const UserId user : conversation.ever_left) {
      if (conversation.members.contains(user)) ++figures.comebacks;
    }
  }
  for (const auto& [user, inbox] : witness_.inboxes()) figures.items += inbox.size();
  for (const auto& device : devices_) figures.resyncs += device->client.resyncs();
  return figures;
}

Figures& Figures::operator+=(const Figures& other) {
  steps += other.steps;
  commands += other.commands;
  events += other.events;
  refusals += other.refusals;
  repeats += other.repeats;
  deletions += other.deletions;
  comebacks += other.comebacks;
  items += other.items;
  resyncs += other.resyncs;
  deaths += other.deaths;
  return *this;
}

std::string to_text(const Figures& f) {
  return fmt::format(
      "{} steps, {} commands, {} events, {} refusals, {} repeats, {} deletions, {} comebacks, "
      "{} items, {} resyncs, {} deaths",
      f.steps, f.commands, f.events, f.refusals, f.repeats, f.deletions, f.comebacks, f.items,
      f.resyncs, f.deaths);
}

bool World::is_at_rest() const {
  for (const auto& device : devices_) {
    if (device->has_vanished) continue;
    const bool is_quiet = device->session && device->session->is_live() &&
                          !device->session->has_frames() && device->on_the_way.empty() &&
                          !device->client.has_unaccepted();
    if (!is_quiet) return false;
  }
  return true;
}

// No more trouble; everybody is there, and everybody's turn comes.
void World::come_to_rest() {
  note("coming to rest");
  machine_.disk.set_full(false);
  machine_.disk.plan(DiskTrouble::NoSpace, 0);
  machine_.store.heal();
  std::size_t rounds = 0;
  do {
    expect(++rounds < kRoundsToRest, "nothing comes to rest");
    for (const auto& device : devices_) {
      if (device->has_vanished) continue;
      if (!device->session) {
        connect_device(*device);
      } else if (rounds % 100 == 0) {
        leave(*device);  // Answers that were lost with an earlier edge are asked for again.
        continue;
      }
      while (const Command* command = device->client.next_to_send()) {
        device->on_the_way.push_back(*command);
      }
      submit(*device, {device->on_the_way.begin(), device->on_the_way.end()});
      device->on_the_way.clear();
    }
    while (process_->pipeline().write_waiting()) {
    }
    apply();
    for (std::size_t edge = 0; edge < Process::kEdges; ++edge) {
      while (process_->edge(edge).dispatch()) {
      }
    }
    for (const auto& device : devices_) {
      if (!device->session) continue;
      device->session->look_at_head();
      while (device->session->turn()) {
      }
      while (device->session->has_frames()) device->client.take(device->session->take_frame());
    }
  } while (!is_at_rest());
}

}  // namespace parley::simulation
