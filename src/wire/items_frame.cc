#include "wire/items_frame.h"

#include <utility>

#include "wire/json_write.h"

namespace parley::wire {
namespace {

constexpr std::string_view kItemOpen = R"({"inbox_seq":)";

// Room for the number, the comma and the suffix of an item.
constexpr std::size_t kItemOverhead = 64;

void append_items_open(std::string& out, Incarnation incarnation) {
  out += R"({"type":"items","incarnation":)";
  append_json(out, incarnation);
  out += R"(,"items":[)";
}

void append_item_open(std::string& out, InboxSeq inbox_seq) {
  out += kItemOpen;
  append_json(out, inbox_seq);
  out += ',';
}

}  // namespace

void append_items_prefix(std::string& out, Incarnation incarnation, InboxSeq inbox_seq) {
  append_items_open(out, incarnation);
  append_item_open(out, inbox_seq);
}

void append_item_tail_open(std::string& out, std::optional<ConversationId> conversation) {
  if (conversation) {
    out += R"("conversation":)";
    append_json(out, *conversation);
    out += ',';
  }
  out += R"("event":)";
}

void append_items_suffix(std::string& out, InboxSeq head) {
  out += R"(],"head":)";
  append_json(out, head);
  out += '}';
}

ItemsPage::ItemsPage(Incarnation incarnation) { append_items_open(frame_, incarnation); }

bool ItemsPage::add(InboxSeq inbox_seq, std::string_view item_tail) {
  const bool is_first = count_ == 0;
  const bool is_full =
      count_ == kPageItemsMax || frame_.size() + item_tail.size() + kItemOverhead > kPageBytesMax;
  if (is_full && !is_first) return false;
  if (!is_first) frame_ += ',';
  append_item_open(frame_, inbox_seq);
  frame_ += item_tail;
  ++count_;
  return true;
}

std::string ItemsPage::finish(InboxSeq head) && {
  append_items_suffix(frame_, head);
  return std::move(frame_);
}

}  // namespace parley::wire
