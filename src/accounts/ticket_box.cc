#include "accounts/ticket_box.h"

#include <algorithm>
#include <mutex>
#include <ranges>

namespace parley {

std::optional<std::string> TicketBox::issue(const Caller& caller) const {
  const std::shared_lock lock(mutex_);
  const TicketKey* key = signing_key();
  if (is_stale() || key == nullptr) return std::nullopt;
  return seal({key->id, caller, clock_.now() + kTicketLife}, *key);
}

Result<Caller> TicketBox::check(std::string_view text) const {
  const auto read = ticket_from(text);
  if (!read) return fail(Errc::Unauthorized, "not a ticket");
  const std::shared_lock lock(mutex_);
  if (is_stale()) return fail(Errc::StoreFailed, "revocations were not read for a minute");  // (2)
  const auto key = std::ranges::find(keys_, read->ticket.key, &TicketKey::id);
  if (key == keys_.end() || !read->is_signed_by(*key)) {
    return fail(Errc::Unauthorized, "the ticket is not signed by us");
  }
  if (read->ticket.expires_at <= clock_.now()) {
    return fail(Errc::Unauthorized, "the ticket has expired");
  }
  if (revoked_at_.contains(read->ticket.caller.device)) {
    return fail(Errc::Unauthorized, "the device was revoked");
  }
  return read->ticket.caller;  // (1)
}

bool TicketBox::is_revoked(DeviceId device) const {
  const std::shared_lock lock(mutex_);
  return revoked_at_.contains(device);
}

void TicketBox::fill(std::vector<TicketKey> keys, std::span<const Revocation> revocations) {
  const TimeMs forgotten = clock_.now() - kRevocationsKept;
  const std::unique_lock lock(mutex_);
  keys_ = std::move(keys);
  for (const Revocation& revocation : revocations) {
    revoked_at_[revocation.caller.device] = revocation.at;
  }
  std::erase_if(revoked_at_, [=](const auto& entry) { return entry.second < forgotten; });  // (3)
  filled_at_ = clock_.monotonic();
}

bool TicketBox::is_stale() const {
  return !filled_at_ || clock_.monotonic() - *filled_at_ > kTicketBoxStale;
}

const TicketKey* TicketBox::signing_key() const {
  const TimeMs rested = clock_.now() - kTicketKeyRest;
  for (const TicketKey& key : keys_ | std::views::reverse) {
    if (key.made_at <= rested) return &key;  // (4)
  }
  return keys_.empty() ? nullptr : &keys_.front();  // The very first key has nobody to wait for.
}

}  // namespace parley
