#include "presence/presence_frames.h"

#include <utility>

namespace parley {
namespace {

template <class Frame>
SharedFrame encoded(const Frame& frame) {
  std::string json;
  wire::append_json(json, frame);
  return std::make_shared<const std::string>(std::move(json));
}

}  // namespace

wire::PresenceOf present(const SeenPerson& person) {
  wire::PresenceOf shown{.user = person.user};
  shown.state = person.is_online ? wire::PresenceState::Online : wire::PresenceState::Offline;
  const bool has_time = !person.is_online && person.last_active_at != TimeMs{};
  if (has_time) shown.last_active_at = person.last_active_at;
  return shown;
}

SharedFrame presence_frame(std::optional<std::string> ref, const std::vector<SeenPerson>& people) {
  wire::Presence frame{.ref = std::move(ref), .users = {}};
  frame.users.reserve(people.size());
  for (const SeenPerson& person : people) frame.users.push_back(present(person));
  return encoded(frame);
}

SharedFrame typing_frame(const TypingHint& typing) {
  return encoded(
      wire::Typing{.conversation = typing.conversation, .user = typing.user, .on = typing.on});
}

SharedFrame receipts_frame(ConversationId conversation, std::vector<wire::Marker> markers) {
  return encoded(wire::Receipts{.conversation = conversation, .markers = std::move(markers)});
}

}  // namespace parley
