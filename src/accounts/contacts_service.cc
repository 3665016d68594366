#include "accounts/contacts_service.h"

#include "base/try.h"

namespace parley {
namespace {

constexpr auto kNone = ContactState::None;
constexpr auto kOutgoing = ContactState::Outgoing;
constexpr auto kIncoming = ContactState::Incoming;
constexpr auto kAccepted = ContactState::Accepted;

// Both sides of a relation, as their rows say.
struct Pair {
  Contact mine;
  Contact theirs;
};

Result<Pair> find_pair(AccountsWork& work, UserId user, UserId peer) {
  PARLEY_LET(const auto mine, work.contacts().find(user, peer));
  PARLEY_LET(const auto theirs, work.contacts().find(peer, user));
  return Pair{mine, theirs};
}

// Writes the next version of a row in the list of `owner`, and tells them.
Result<> tell(AccountsWork& work, UserId owner, Contact& contact) {
  ++contact.version;
  PARLEY_TRY(work.contacts().put(owner, contact));
  return work.outbox().append(owner, ContactsChanged{contact});
}

Result<> become(AccountsWork& work, UserId owner, Contact& contact, ContactState state) {
  if (contact.state == state) return {};
  contact.state = state;
  return tell(work, owner, contact);
}

Result<> check_present(AccountsWork& work, UserId user) {
  PARLEY_LET(const auto found, work.users().find(user));
  if (!found || found->state == UserState::Deleted) return fail(Errc::NotFound, "no such user");
  return {};
}

}  // namespace

Result<std::vector<Contact>> ContactsService::list(UserId user) {
  PARLEY_LET(auto work, store_.read());
  return work->contacts().list(user);
}

Result<Contact> ContactsService::ask(UserId user, UserId peer) {
  if (user == peer) return fail(Errc::BadRequest, "nobody is a contact of themselves");
  PARLEY_LET(auto work, store_.write());
  PARLEY_TRY(check_present(*work, user));  // They may be deleting their account right now.
  PARLEY_TRY(check_present(*work, peer));
  PARLEY_LET(const bool has_blocked, work->blocks().has(user, peer));
  if (has_blocked) return fail(Errc::Conflict, "the peer is blocked");
  PARLEY_LET(const bool is_blocked, work->blocks().has(peer, user));
  PARLEY_LET(auto pair, find_pair(*work, user, peer));
  if (pair.mine.state == kAccepted) return pair.mine;
  PARLEY_TRY(check_own_room(*work, user, pair.mine.state));
  if (pair.theirs.state == kOutgoing && !is_blocked) {
    PARLEY_TRY(become(*work, user, pair.mine, kAccepted));
    PARLEY_TRY(become(*work, peer, pair.theirs, kAccepted));
  } else {
    PARLEY_TRY(become(*work, user, pair.mine, kOutgoing));
    if (!is_blocked && pair.theirs.state == kNone) {
      PARLEY_TRY(check_peer_room(*work, peer));
      PARLEY_TRY(become(*work, peer, pair.theirs, kIncoming));
    }
  }
  PARLEY_TRY(work->commit());
  return pair.mine;
}

Result<Contact> ContactsService::remove(UserId user, UserId peer) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(auto pair, find_pair(*work, user, peer));
  PARLEY_TRY(become(*work, user, pair.mine, kNone));
  PARLEY_TRY(become(*work, peer, pair.theirs, kNone));
  PARLEY_TRY(work->commit());
  return pair.mine;
}

Result<std::vector<Block>> ContactsService::blocks(UserId user) {
  PARLEY_LET(auto work, store_.read());
  return work->blocks().list(user);
}

Result<> ContactsService::block(UserId user, UserId peer) {
  if (user == peer) return fail(Errc::BadRequest, "nobody blocks themselves");
  PARLEY_LET(auto work, store_.write());
  PARLEY_TRY(check_present(*work, user));
  PARLEY_TRY(check_present(*work, peer));
  PARLEY_LET(const bool has_blocked, work->blocks().has(user, peer));
  if (has_blocked) return {};
  PARLEY_LET(const auto blocked, work->blocks().list(user));
  if (blocked.size() >= limits_.contacts_a_user) return fail(Errc::Conflict, "the list is full");
  PARLEY_TRY(work->blocks().add(user, {peer, clock_.now()}));
  PARLEY_LET(auto pair, find_pair(*work, user, peer));
  PARLEY_TRY(become(*work, peer, pair.theirs, kNone));
  pair.mine.state = kNone;
  PARLEY_TRY(tell(*work, user, pair.mine));
  return work->commit();
}

Result<> ContactsService::unblock(UserId user, UserId peer) {
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const bool has_blocked, work->blocks().has(user, peer));
  if (!has_blocked) return {};
  PARLEY_TRY(work->blocks().remove(user, peer));
  PARLEY_LET(auto mine, work->contacts().find(user, peer));
  PARLEY_TRY(tell(*work, user, mine));
  return work->commit();
}

Result<> ContactsService::check_own_room(AccountsWork& work, UserId user, ContactState state) {
  if (state == kOutgoing) return {};  // Counted already.
  PARLEY_LET(const auto asked, work.contacts().count(user, kOutgoing));
  PARLEY_LET(const auto accepted, work.contacts().count(user, kAccepted));
  if (asked + accepted >= limits_.contacts_a_user) return fail(Errc::Conflict, "the list is full");
  return {};
}

Result<> ContactsService::check_peer_room(AccountsWork& work, UserId peer) {
  PARLEY_LET(const auto asking, work.contacts().count(peer, kIncoming));
  if (asking >= limits_.contacts_a_user) return fail(Errc::Conflict, "too many ask the peer");
  return {};
}

}  // namespace parley
