// One simulated world: a server, some people with their devices, and a scheduler that picks the
// next step by chance. Everything comes from the seed, so the same seed gives the same play.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "test/simulation/author.h"
#include "test/simulation/client.h"
#include "test/simulation/server.h"

namespace parley::simulation {

// How much happened, to show that the checks had something to check.
struct Figures {
  std::uint64_t steps = 0;
  std::uint64_t commands = 0;  // In the log.
  std::uint64_t events = 0;
  std::uint64_t refusals = 0;  // By a rule.
  std::uint64_t repeats = 0;   // Submissions that were in the log before.
  std::uint64_t deletions = 0;
  std::uint64_t comebacks = 0;  // Into a group that was left.
  std::uint64_t items = 0;
  std::uint64_t resyncs = 0;
  std::uint64_t deaths = 0;  // Of the process.

  Figures& operator+=(const Figures& other);
};
std::string to_text(const Figures& figures);

class World {
 public:
  World(std::uint64_t seed, Mistake mistake);
  ~World();

  // Plays to the end, lets everything come to rest, and checks. Throws a Violation.
  void run();

  // What happened last, oldest first.
  const std::deque<std::string>& last_steps() const { return last_steps_; }
  Figures figures() const;

 private:
  // A device and its socket, if it has one.
  struct Device {
    Device(UserId user, DeviceId device, const Witness& witness, bool ignores_revision)
        : client(user, device, witness, ignores_revision) {}

    Client client;
    std::unique_ptr<Session> session;
    std::deque<Command> on_the_way;  // To the server.
    std::uint64_t connection = 0;    // Counts, so that late answers find nobody.
    bool has_vanished = false;
  };
  struct Step {
    std::string name;
    std::uint64_t weight;
    void (World::*act)();
  };

  void plan_steps();
  void step();
  void note(std::string what);

  // The server's turns (world_server.cc).
  void start_process();
  bool try_to_start(bool is_sound);
  void end_process();
  void write();
  void apply();
  void checkpoint();
  void dispatch();
  void kill();
  void cut_power();
  void trouble_the_disk();
  void trouble_the_store();
  void look_around();
  void audit(bool is_whole);

  // The people's turns (world_people.cc).
  void author();
  void act_alone();
  void transmit();
  void receive();
  void resend_late();
  void connect();
  void connect_device(Device& device);
  void disconnect();
  void vanish();
  void take_frame();
  void session_turn();
  void look_at_head();
  void wait();
  void be_away();
  void submit(Device& device, std::vector<Command> commands);
  void leave(Device& device);

  void come_to_rest();
  bool is_at_rest() const;

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  Device& any_device() { return *devices_[below(devices_.size())]; }

  SeededRandom random_;
  const Mistake mistake_;
  Machine machine_;
  Witness witness_;
  Author author_;
  std::vector<std::unique_ptr<Device>> devices_;
  std::unique_ptr<Process> process_;
  std::vector<Step> steps_;
  std::uint64_t weights_ = 0;
  std::uint64_t count_ = 0;
  std::uint64_t deaths_ = 0;
  std::deque<std::string> last_steps_;
};

}  // namespace parley::simulation
