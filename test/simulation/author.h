// What people do: draws submissions and changes of their own, plausible and otherwise.
#pragma once

#include <vector>

#include "base/random.h"
#include "pipeline/logged_command.h"
#include "test/simulation/witness.h"

namespace parley::simulation {

struct Person {
  UserId user;
  DeviceId device;
};

class Author {
 public:
  Author(std::uint64_t seed, std::vector<UserId> users, const Witness& witness);

  // A submission of `person` at `now`, under a new id.
  Command submission(const Person& person, TimeMs now);
  // `command` with the same id and other content.
  Command changed(const Command& command);
  // Something that enters the inbox of `user` directly.
  InboxCommand own(UserId user, TimeMs now);
  // Any conversation, one that exists or not.
  ConversationId conversation();
  UserId user() { return users_[random_.below(users_.size())]; }
  // A seq of `conversation`, now and then one that does not exist.
  Seq seq(ConversationId conversation);

 private:
  CommandBody body(ConversationId conversation, UserId sender);
  CommandBody group_body(const WitnessedConversation& group, UserId sender);
  Seq own_message(ConversationId conversation, UserId user);
  std::string text();
  std::vector<UserId> some_users(std::size_t most);
  bool one_in(std::uint64_t n) { return random_.below(n) == 0; }

  SeededRandom random_;
  std::vector<UserId> users_;
  std::uint64_t groups_ = 101;  // The newest.
  std::vector<ConversationId> conversations_;
  const Witness& witness_;
  std::uint64_t marks_ = 0;
  std::uint64_t versions_ = 0;
};

}  // namespace parley::simulation
