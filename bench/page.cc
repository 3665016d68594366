#include "bench/page.h"

#include "bench/scan.h"

namespace parley::bench {
namespace {

// Moves `scan` to the elements of the member `wanted`; false if there is none.
bool enter_list(Scan& scan, std::string_view wanted) {
  std::string_view key;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == wanted) {
      scan.enter_array();
      return !scan.failed();
    }
    scan.skip();
  }
  return false;
}

}  // namespace

std::vector<std::string> conversations_of(std::string_view page) {
  std::vector<std::string> conversations;
  Scan scan(page);
  if (!enter_list(scan, "conversations")) return conversations;
  while (scan.next_element()) {
    std::string_view key;
    for (scan.enter_object(); scan.next_key(key);) {
      if (key == "conversation") {
        conversations.emplace_back(scan.string());
      } else {
        scan.skip();
      }
    }
  }
  return conversations;
}

std::size_t events_of(std::string_view page) {
  Scan scan(page);
  if (!enter_list(scan, "events")) return 0;
  std::size_t count = 0;
  std::uint64_t last = 0;
  while (scan.next_element()) {
    std::uint64_t seq = 0;
    std::string_view key;
    for (scan.enter_object(); scan.next_key(key);) {
      if (key == "seq") {
        seq = scan.number();
      } else {
        scan.skip();
      }
    }
    if (count > 0 && seq != last + 1) return 0;
    last = seq;
    ++count;
  }
  return scan.failed() ? 0 : count;
}

}  // namespace parley::bench
