#include "bench/rooms_relay.h"

#include <fmt/format.h>

#include "base/try.h"

namespace parley::bench {
namespace {

using namespace std::chrono_literals;

constexpr auto kOpenTimeout = 30s;
// The relay says nothing when a member has entered. It reads a name as soon as it comes, so this is
// ample; whoever entered later would miss messages, and the ledger would tell.
constexpr auto kEnterTime = 300ms;

}  // namespace

class RelayRooms::Member final : public Connection {
 public:
  Member(RelayRooms& rooms, Place place, RoomsListener& listener)
      : Connection(*rooms.loop_), rooms_(rooms), place_(place), listener_(listener) {}

  void say(std::string_view text) { outgoing().append(text).push_back('\n'); }

 private:
  void on_connected() override {
    ++rooms_.connected_;
    say(fmt::format("room {}", place_.room));
  }

  std::size_t on_bytes(std::string_view bytes) override {
    std::size_t start = 0;
    for (std::size_t end; (end = bytes.find('\n', start)) != bytes.npos; start = end + 1) {
      listener_.on_message(place_, bytes.substr(start, end - start));
    }
    return start;
  }

  void on_closed() override { rooms_.is_lost_ = true; }

  RelayRooms& rooms_;
  Place place_;
  RoomsListener& listener_;
};

RelayRooms::RelayRooms(std::unique_ptr<Loop> loop, const Options& options)
    : loop_(std::move(loop)),
      server_(options.server),
      shape_{.rooms = static_cast<std::uint32_t>(options.rooms),
             .members = static_cast<std::uint32_t>(options.members),
             .senders = static_cast<std::uint32_t>(options.senders),
             .tells_sender = false} {}

RelayRooms::~RelayRooms() = default;

Result<> RelayRooms::open(RoomsListener& listener) {
  for (std::uint32_t room = 0; room < shape_.rooms; ++room) {
    for (std::uint32_t member = 0; member < shape_.members; ++member) {
      auto& connection = members_.emplace_back(*this, Place{room, member}, listener);
      PARLEY_TRY(connection.connect(server_, source_address(members_.size())));
    }
  }
  const Time deadline = std::chrono::steady_clock::now() + kOpenTimeout;
  while (connected_ < members_.size()) {
    PARLEY_TRY(turn(deadline));
    if (std::chrono::steady_clock::now() >= deadline) {
      return fail(Errc::Overloaded, "the relay did not accept in time");
    }
  }
  const Time entered = std::chrono::steady_clock::now() + kEnterTime;
  while (std::chrono::steady_clock::now() < entered) PARLEY_TRY(turn(entered));
  return {};
}

void RelayRooms::send(Place sender, std::uint64_t, std::string_view text) {
  members_[std::size_t{sender.room} * shape_.members + sender.member].say(text);
}

Result<> RelayRooms::turn(Time until) {
  loop_->turn(until);
  if (is_lost_) return fail(Errc::Overloaded, "the relay closed or refused a connection");
  return {};
}

}  // namespace parley::bench
