#include "accounts/ticket_service.h"

#include "base/try.h"

namespace parley {
namespace {

constexpr std::size_t kPage = 1'000;

bool needs_new_key(const std::vector<TicketKey>& keys, TimeMs now) {
  return keys.empty() || now - keys.back().made_at >= kTicketKeyAge;
}

}  // namespace

Result<std::vector<Revocation>> TicketService::poll() {
  PARLEY_TRY(rotate());
  PARLEY_LET(auto work, store_.read());
  std::vector<Revocation> news;
  for (RevocationCursor cursor = cursor_;;) {
    PARLEY_LET(const auto page, work->revocations().after(cursor, kPage));
    news.insert(news.end(), page.begin(), page.end());
    if (page.size() < kPage) break;
    cursor = page.back().cursor;
  }
  PARLEY_LET(auto keys, work->revocations().keys());
  box_.fill(std::move(keys), news);
  if (!news.empty()) cursor_ = news.back().cursor;
  return news;
}

Result<> TicketService::rotate() {
  {
    PARLEY_LET(auto work, store_.read());
    PARLEY_LET(const auto keys, work->revocations().keys());
    if (!needs_new_key(keys, clock_.now())) return {};
  }
  PARLEY_LET(auto work, store_.write());
  PARLEY_LET(const auto keys, work->revocations().keys());
  if (!needs_new_key(keys, clock_.now())) return {};  // Another server was faster.
  TicketKey key{TicketKeyId{1}, {}, clock_.now()};
  if (!keys.empty()) {
    // The one before stays for the tickets that it signed; older ones signed none that still live.
    PARLEY_TRY(work->revocations().remove_keys_before(keys.back().id));
    key.id = TicketKeyId{static_cast<std::uint32_t>(keys.back().id) + 1};
  }
  random_.fill(key.secret);
  PARLEY_TRY(work->revocations().add_key(key));
  return work->commit();
}

}  // namespace parley
