// Rooms of the bare relay (relay.cc): a connection names its room, then every line is a message.
#pragma once

#include <deque>
#include <string>

#include "bench/rooms.h"

namespace parley::bench {

class RelayRooms final : public Rooms {
 public:
  RelayRooms(std::unique_ptr<Loop> loop, const Options& options);
  ~RelayRooms() override;

  Result<> open(RoomsListener& listener) override;
  void send(Place sender, std::uint64_t number, std::string_view text) override;
  Result<> turn(Time until) override;
  Shape shape() const override { return shape_; }

 private:
  class Member;

  std::unique_ptr<Loop> loop_;
  Endpoint server_;
  Shape shape_;
  std::deque<Member> members_;  // Never moved: the loop points at them.
  std::size_t connected_ = 0;
  bool is_lost_ = false;
};

}  // namespace parley::bench
