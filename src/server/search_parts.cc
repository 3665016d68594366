#include "server/search_parts.h"

#include "base/try.h"

namespace parley {
namespace {

Result<std::vector<UserId>> page_of_users(AccountsStore& store, UserId after, std::size_t limit) {
  PARLEY_LET(auto work, store.read());
  PARLEY_LET(const auto users, work->users().page(after, limit));
  std::vector<UserId> ids;
  for (const User& user : users) ids.push_back(user.id);
  return ids;
}

}  // namespace

SearchParts::SearchParts(const Surroundings& around, PeopleParts& people, ChatParts& chat,
                         std::uint64_t times_restored)
    : index_(search_file_in(around.config.server.data)),
      feed_(index_),
      indexer_({.index = index_,
                .feed = feed_,
                .reader = chat.reader(),
                .users = [&store = *people.store](
                             UserId after,
                             std::size_t limit) { return page_of_users(store, after, limit); },
                .incarnation = times_restored + 1,
                .clock = around.clock,
                .metrics = around.metrics}),
      service_(index_, chat.reader()) {
  chat.pipeline().set_listener(feed_);
}

}  // namespace parley
