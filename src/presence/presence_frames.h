// Hints as frames of the protocol, encoded once for all who are told.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "presence/watch_lists.h"
#include "wire/server_frames.h"

namespace parley {

wire::PresenceOf present(const SeenPerson& person);

using SharedFrame = std::shared_ptr<const std::string>;

SharedFrame presence_frame(std::optional<std::string> ref, const std::vector<SeenPerson>& people);
SharedFrame typing_frame(const TypingHint& typing);
SharedFrame receipts_frame(ConversationId conversation, std::vector<wire::Marker> markers);

}  // namespace parley
