// A profile that ends with the process: for tests.
#pragma once

#include <map>
#include <vector>

#include "terminal/profile_store.h"

namespace parley::terminal {

class ProfileStoreMemory final : public ProfileStore {
 public:
  Result<Profile> load() override { return profile_; }
  Result<> save(const Changes& changes) override;
  Result<std::optional<wire::Event>> event(const EventKey& key) const override;
  Result<std::vector<wire::Event>> events(ConversationId conversation, Seq first,
                                          std::optional<Seq> before,
                                          std::size_t limit) const override;

  const std::vector<wire::Item>& unknown() const { return unknown_; }

 private:
  Profile profile_;
  std::map<EventKey, wire::Event> events_;
  std::vector<wire::Item> unknown_;
};

}  // namespace parley::terminal
