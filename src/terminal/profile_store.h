// Where a profile is kept between two runs, and at every moment of one.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/error.h"
#include "base/ids.h"
#include "terminal/profile.h"
#include "wire/events.h"

namespace parley::terminal {

// One thread. An adapter passes profile_store_conformance.
class ProfileStore {
 public:
  virtual ~ProfileStore() = default;

  // Everything that was saved but the events; an empty profile the first time.
  virtual Result<Profile> load() = 0;

  // All of it or nothing, and durable when it returns.
  virtual Result<> save(const Changes& changes) = 0;

  // Nothing is not an error: this device does not hold the event.
  virtual Result<std::optional<wire::Event>> event(const EventKey& key) const = 0;

  // The newest `limit` events with first ≤ seq < before, in ascending seq; without `before`, up to
  // the newest.
  virtual Result<std::vector<wire::Event>> events(ConversationId conversation, Seq first,
                                                  std::optional<Seq> before,
                                                  std::size_t limit) const = 0;
};

}  // namespace parley::terminal
