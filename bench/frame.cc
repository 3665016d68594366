#include "bench/frame.h"

#include "bench/scan.h"

namespace parley::bench {
namespace {

void read_event(Scan& scan, Item& item) {
  std::string_view key;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == "seq") {
      item.seq = scan.number();
    } else if (key == "kind") {
      item.kind = scan.string();
    } else if (key == "text") {
      item.text = scan.string();
    } else {
      scan.skip();
    }
  }
}

void read_items(Scan& scan, std::vector<Item>& items) {
  std::string_view key;
  for (scan.enter_array(); scan.next_element();) {
    Item& item = items.emplace_back();
    for (scan.enter_object(); scan.next_key(key);) {
      if (key == "inbox_seq") {
        item.inbox_seq = scan.number();
      } else if (key == "event") {
        read_event(scan, item);
      } else {
        scan.skip();
      }
    }
  }
}

// `head` is a cursor in `welcome` and `resync`, and a number in `items`.
void read_head(Scan& scan, ServerFrame& frame) {
  if (scan.peek() != '{') {
    frame.head = scan.number();
    return;
  }
  std::string_view key;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == "incarnation") {
      frame.incarnation = scan.number();
    } else if (key == "inbox_seq") {
      frame.head = scan.number();
    } else {
      scan.skip();
    }
  }
}

void read_outcome(Scan& scan, ServerFrame& frame) {
  std::string_view key;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == "seq") {
      frame.outcome_seq = scan.number();
    } else if (key == "code") {
      frame.code = scan.string();
    } else {
      scan.skip();
    }
  }
}

}  // namespace

bool read_frame(std::string_view json, ServerFrame& frame, std::vector<Item>& items) {
  items.clear();
  Scan scan(json);
  std::string_view key;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == "type") {
      frame.type = scan.string();
    } else if (key == "ref") {
      frame.ref = scan.string();
    } else if (key == "items") {
      read_items(scan, items);
    } else if (key == "head") {
      read_head(scan, frame);
    } else if (key == "outcome") {
      read_outcome(scan, frame);
    } else if (key == "code") {
      frame.code = scan.string();
    } else if (key == "incarnation") {
      frame.incarnation = scan.number();
    } else if (key == "heartbeat_ms") {
      frame.heartbeat_ms = scan.number();
    } else {
      scan.skip();
    }
  }
  return !scan.failed() && !frame.type.empty();
}

}  // namespace parley::bench
