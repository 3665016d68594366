#include "terminal/profile_store_memory.h"

#include <algorithm>

namespace parley::terminal {

Result<> ProfileStoreMemory::save(const Changes& changes) {
  apply(profile_, changes);
  if (changes.forgets_all || changes.forgets_events) {
    events_.clear();
    unknown_.clear();
  }
  for (const auto& [key, event] : changes.events) events_.insert_or_assign(key, event);
  unknown_.insert(unknown_.end(), changes.unknown.begin(), changes.unknown.end());
  return {};
}

Result<std::optional<wire::Event>> ProfileStoreMemory::event(const EventKey& key) const {
  const auto found = events_.find(key);
  return found == events_.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<wire::Event>> ProfileStoreMemory::events(ConversationId conversation, Seq first,
                                                            std::optional<Seq> before,
                                                            std::size_t limit) const {
  const auto begin = events_.lower_bound({conversation, first});
  auto at = before ? events_.lower_bound({conversation, *before})
                   : events_.upper_bound({conversation, Seq{~std::uint64_t{0}}});
  std::vector<wire::Event> found;
  while (at != begin && found.size() < limit) found.push_back((--at)->second);
  std::reverse(found.begin(), found.end());
  return found;
}

}  // namespace parley::terminal
