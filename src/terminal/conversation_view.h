// The open conversation as it is on the screen: its newest lines, and older ones on demand.
#pragma once

#include <optional>

#include "base/ids.h"
#include "engines/io/io.h"
#include "terminal/api.h"
#include "terminal/book.h"
#include "terminal/link.h"
#include "terminal/output.h"

namespace parley::terminal {

constexpr std::size_t kShownAtOnce = 20;

// One loop. All that it stands on outlives it.
class ConversationView {
 public:
  ConversationView(Book& book, Api& api, Link& link, Output& output)
      : book_(book), api_(api), link_(link), output_(output) {}

  // Makes `conversation` the open one, and shows its newest events, what waits to be sent to it,
  // and that all of it is read now.
  Awaitable<> open(ConversationId conversation);

  // The events before those that were shown.
  Awaitable<> more();

 private:
  Awaitable<bool> fetch(ConversationId conversation, std::optional<Seq> before);
  Awaitable<std::vector<wire::Event>> load(ConversationId conversation, std::optional<Seq> before);
  void show(const std::vector<wire::Event>& events);

  Book& book_;
  Api& api_;
  Link& link_;
  Output& output_;
  std::optional<Seq> shown_from_;  // The oldest that is on the screen.
};

}  // namespace parley::terminal
