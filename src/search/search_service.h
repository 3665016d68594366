// Search and mentions as one user sees them: the index finds candidates, and this decides what may
// be shown.
//
// A message is shown if the user may read it (protocol section 5, Who may read), has not cleared it
// away, it was not deleted, and the text that THIS reader sees has every term of the query. The
// index holds the newest text of each message, so who left before an edit finds that message by no
// text that was edited away later; they still read it in its place.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/message_index.h"
#include "store/chat_reader.h"
#include "wire/responses.h"

namespace parley {

// So many candidates are looked at for one page; a page that ends for it has a `next` all the same.
inline constexpr std::size_t kCandidatesMax = 2'000;

struct SearchRequest {
  std::string_view query;
  std::optional<ConversationId> conversation;  // Only in this one.
  std::optional<std::string_view> before;      // `next` of the page before.
  std::size_t limit = 50;                      // At least 1.
};

// Any thread; every call blocks on index and store. StoreFailed while the index is broken.
class SearchService {
 public:
  SearchService(MessageIndex& index, ChatReader reader) : index_(index), reader_(reader) {}

  // Newest first, with the places where the terms stand in the text as it is shown: a match beyond
  // the beginning of a long text has none. BadRequest for a query without a term or one that is too
  // long, and for a mark that is none; NotFound for a conversation that the user was never in.
  Result<wire::FoundMessages> search(UserId user, const SearchRequest& request) const;

  // Messages that name the user, newest first.
  Result<wire::FoundMessages> mentions(UserId user, std::optional<std::string_view> before,
                                       std::size_t limit) const;

 private:
  MessageIndex& index_;
  ChatReader reader_;
};

}  // namespace parley
