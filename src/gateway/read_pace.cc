#include "gateway/read_pace.h"

#include <algorithm>
#include <utility>

namespace parley {

bool ReadPace::take(const wire::ReadFrame& frame, Milliseconds now) {
  const auto found = std::ranges::find(paces_, frame.conversation, &Pace::conversation);
  if (found == paces_.end()) {
    if (paces_.size() < kConversationsMax) {
      paces_.push_back({frame.conversation, now + kPace, std::nullopt});
    }
    return true;
  }
  if (now >= found->next_at && !found->held) {
    found->next_at = now + kPace;
    return true;
  }
  if (!found->held || found->held->through < frame.through) found->held = frame;
  return false;
}

std::vector<wire::ReadFrame> ReadPace::take_due(Milliseconds now) {
  std::vector<wire::ReadFrame> due;
  for (Pace& pace : paces_) {
    if (now < pace.next_at || !pace.held) continue;
    due.push_back(*std::exchange(pace.held, std::nullopt));
    pace.next_at = now + kPace;
  }
  std::erase_if(paces_, [now](const Pace& pace) { return now >= pace.next_at; });
  return due;
}

std::vector<wire::ReadFrame> ReadPace::take_all() {
  std::vector<wire::ReadFrame> all;
  for (Pace& pace : std::exchange(paces_, {})) {
    if (pace.held) all.push_back(*std::move(pace.held));
  }
  return all;
}

}  // namespace parley
