// Rooms of Parley: people who signed up, each with one session; two members are a direct
// conversation, more are a group.
#pragma once

#include <optional>
#include <vector>

#include "bench/people.h"
#include "bench/rooms.h"
#include "bench/session_pool.h"

namespace parley::bench {

class ParleyRooms final : public Rooms, private SessionListener {
 public:
  ParleyRooms(std::unique_ptr<Loop> loop, const Options& options);

  Result<> open(RoomsListener& listener) override;
  void send(Place sender, std::uint64_t number, std::string_view text) override;
  Result<> turn(Time until) override { return pool_.turn(until); }
  Shape shape() const override { return shape_; }

  ConversationId conversation(std::uint32_t room) const { return conversations_[room]; }
  const Person& person(Place place) const { return people_[index_of(place)]; }
  const Session& session(Place place) { return pool_[index_of(place)]; }

 private:
  void on_item(std::size_t index, const Item& item) override;
  void on_accepted(std::size_t index, std::uint64_t ref) override;

  std::size_t index_of(Place place) const {
    return std::size_t{place.room} * shape_.members + place.member;
  }
  Place place_of(std::size_t index) const;
  Result<> make_conversations();

  std::unique_ptr<Loop> loop_;
  const Options options_;
  Shape shape_;
  SessionPool pool_;
  RoomsListener* listener_ = nullptr;          // From open() on.
  std::vector<Person> people_;                 // By index_of(place), as are the sessions.
  std::vector<ConversationId> conversations_;  // By room.
};

}  // namespace parley::bench
