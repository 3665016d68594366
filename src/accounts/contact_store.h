// The port through which contacts and blocks are kept: one row a person and peer.
#pragma once

#include <cstddef>
#include <vector>

#include "accounts/contact.h"
#include "base/error.h"

namespace parley {

// Part of one AccountsWork.
class ContactStore {
 public:
  virtual ~ContactStore() = default;

  // How `peer` stands in the list of `user`: {peer, None, 0} if they never met.
  virtual Result<Contact> find(UserId user, UserId peer) = 0;
  virtual Result<> put(UserId user, const Contact& contact) = 0;
  // All but None, by id.
  virtual Result<std::vector<Contact>> list(UserId user) = 0;
  virtual Result<std::size_t> count(UserId user, ContactState state) = 0;
  // Some that have a row about `user` or about whom `user` has one, whatever the state.
  virtual Result<std::vector<UserId>> some_peers(UserId user, std::size_t limit) = 0;
  // Both rows of a pair.
  virtual Result<> remove_pair(UserId user, UserId peer) = 0;
};

// Part of one AccountsWork.
class BlockStore {
 public:
  virtual ~BlockStore() = default;

  // Nothing happens if it is there already; likewise for remove.
  virtual Result<> add(UserId user, const Block& block) = 0;
  virtual Result<> remove(UserId user, UserId blocked) = 0;
  virtual Result<bool> has(UserId user, UserId blocked) = 0;
  // By id.
  virtual Result<std::vector<Block>> list(UserId user) = 0;
  // Those of the user and those that others have of the user.
  virtual Result<> remove_all(UserId user) = 0;
};

}  // namespace parley
