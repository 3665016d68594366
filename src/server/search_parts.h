// Search of an embedded server: the index beside the chat store, and what keeps it up to date.
#pragma once

#include "search/indexer.h"
#include "search/message_index_fts.h"
#include "search/search_service.h"
#include "server/chat_parts.h"
#include "server/people_parts.h"
#include "server/surroundings.h"

namespace parley {

// Made after the chat parts, whose pipeline it follows, and before that starts. Its thread ends
// before theirs do.
class SearchParts {
 public:
  // `times_restored` tells an index of this store from one of a store before a restoring.
  SearchParts(const Surroundings& around, PeopleParts& people, ChatParts& chat,
              std::uint64_t times_restored);

  void start() { indexer_.start(); }
  void stop() { indexer_.stop(); }

  const SearchService& service() const { return service_; }

 private:
  MessageIndexFts index_;
  Feed feed_;
  Indexer indexer_;
  SearchService service_;
};

}  // namespace parley
