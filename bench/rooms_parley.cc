#include "bench/rooms_parley.h"

#include "base/try.h"

namespace parley::bench {

ParleyRooms::ParleyRooms(std::unique_ptr<Loop> loop, const Options& options)
    : loop_(std::move(loop)),
      options_(options),
      shape_{.rooms = static_cast<std::uint32_t>(options.rooms),
             .members = static_cast<std::uint32_t>(options.members),
             .senders = static_cast<std::uint32_t>(options.senders),
             .tells_sender = true},
      pool_(*loop_, options_, *this) {}

Result<> ParleyRooms::open(RoomsListener& listener) {
  listener_ = &listener;
  PARLEY_LET(people_, sign_up(options_.server, std::size_t{shape_.rooms} * shape_.members));
  PARLEY_TRY(make_conversations());
  for (const auto& person : people_) pool_.add(person.token);
  return pool_.open_all();
}

void ParleyRooms::send(Place sender, std::uint64_t number, std::string_view text) {
  pool_[index_of(sender)].send(conversations_[sender.room], number, text);
}

void ParleyRooms::on_item(std::size_t index, const Item& item) {
  if (item.kind == "message") listener_->on_message(place_of(index), item.text);
}

void ParleyRooms::on_accepted(std::size_t index, std::uint64_t ref) {
  listener_->on_outcome(place_of(index), ref);
}

Place ParleyRooms::place_of(std::size_t index) const {
  return {static_cast<std::uint32_t>(index / shape_.members),
          static_cast<std::uint32_t>(index % shape_.members)};
}

Result<> ParleyRooms::make_conversations() {
  PARLEY_LET(auto client, HttpClient::connect(options_.server, source_address(0)));
  for (std::size_t first = 0; first < people_.size(); first += shape_.members) {
    const auto members = std::span(people_).subspan(first, shape_.members);
    if (members.size() == 2) {
      conversations_.push_back(ConversationId::of(members[0].user, members[1].user));
      continue;
    }
    PARLEY_LET(const auto group, make_group(client, members));
    conversations_.push_back(group);
  }
  return {};
}

}  // namespace parley::bench
