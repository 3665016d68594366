// A walk over one JSON text that allocates nothing and looks at each byte once: just enough for the
// load generator to find the few fields it needs, at a cost that does not show beside the server's.
// It trusts the shape of a value it skips; it is no validator.
//
//   Scan scan(text);
//   std::string_view key;
//   for (scan.enter_object(); scan.next_key(key);) {
//     if (key == "seq") seq = scan.number(); else scan.skip();
//   }
//   if (scan.failed()) …
//
// After the first thing that is not as asked, failed() stays true and every loop ends.
#pragma once

#include <cstdint>
#include <string_view>

namespace parley::bench {

class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  void enter_object() { enter('{'); }
  // True with the next key, its value to be taken next; false after the object's end.
  bool next_key(std::string_view& key);
  void enter_array() { enter('['); }
  // True if there is one more element, to be taken next; false after the array's end.
  bool next_element();

  // The bytes between the quotes, escapes unresolved.
  std::string_view string();
  std::uint64_t number();
  void skip();

  // What the next value begins with, or NUL at the end.
  char peek();
  bool failed() const { return failed_; }

 private:
  void fail();
  void enter(char open);
  void expect(char c);
  bool next_member(char close);

  std::string_view rest_;
  bool is_first_ = false;  // The next member is the first of its object or array.
  bool failed_ = false;
};

}  // namespace parley::bench
