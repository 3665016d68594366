// The `items` frame in pieces, so that an event is encoded once and shared by many sockets:
//
//   {"type":"items","incarnation":1,"items":[{"inbox_seq":7,   prefix: of one inbox
//   "conversation":"g5","event":{…}}                            item tail: shared
//   ],"head":9}                                                 suffix: of one inbox
//
// prefix + tail + suffix is the frame of one live item; ItemsPage puts several into one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "wire/events.h"

namespace parley::wire {

// A page is at most so many items, or so many bytes, but always one (protocol section 3).
constexpr std::size_t kPageItemsMax = 100;
constexpr std::size_t kPageBytesMax = 192 * 1024;

void append_items_prefix(std::string& out, Incarnation incarnation, InboxSeq inbox_seq);

// What follows `inbox_seq` in an item, with the brace that closes it. The event is a kind of its
// own or an Event; `conversation` is absent for `contacts` and `devices`.
template <class AnyEvent>
void append_item_tail(std::string& out, std::optional<ConversationId> conversation,
                      const AnyEvent& event);
void append_item_tail_open(std::string& out, std::optional<ConversationId> conversation);

void append_items_suffix(std::string& out, InboxSeq head);

// One frame of several items, put together from tails. One use: add, add, …, finish.
class ItemsPage {
 public:
  explicit ItemsPage(Incarnation incarnation);

  // False if the page is full; then nothing was added. The first item always fits.
  bool add(InboxSeq inbox_seq, std::string_view item_tail);

  std::size_t count() const { return count_; }

  // The whole frame. Of an empty page too: an `items` without items tells the head.
  std::string finish(InboxSeq head) &&;

 private:
  std::string frame_;
  std::size_t count_ = 0;
};

template <class AnyEvent>
void append_item_tail(std::string& out, std::optional<ConversationId> conversation,
                      const AnyEvent& event) {
  append_item_tail_open(out, conversation);
  append_json(out, event);
  out += '}';
}

}  // namespace parley::wire
