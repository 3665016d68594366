// The profile of this process: in memory for reading, in the store for keeping. The one way to
// change it writes to the store first.
#pragma once

#include <utility>

#include "base/error.h"
#include "base/try.h"
#include "terminal/profile.h"
#include "terminal/profile_store.h"

namespace parley::terminal {

// One thread. The store outlives it.
class Book {
 public:
  Book(ProfileStore& store, Profile profile) : store_(store), profile_(std::move(profile)) {}

  const Profile& profile() const { return profile_; }
  const ProfileStore& store() const { return store_; }

  // After an error nothing has changed, here or there.
  Result<> commit(const Changes& changes) {
    PARLEY_TRY(store_.save(changes));
    apply(profile_, changes);
    return {};
  }

 private:
  ProfileStore& store_;
  Profile profile_;
};

}  // namespace parley::terminal
