// JSON in: text from a stranger becomes a value of one of the generated structs, or a Refusal.
//
// Refused as `bad_frame`, wherever in the text it stands: duplicate keys, unpaired surrogates, bad
// UTF-8, NUL, depth over 16 (the outermost object has depth 1), numbers that are out of range or
// no integers where one is due, anything behind the object, a required field that is missing, a
// wrong type. A conversation in another spelling than its own is `not_found`, a frame of an
// unknown type `unknown_type`. Unknown fields are ignored.
//
// Not checked here, because servers adjust it or rules decide it: lengths of texts, names and
// lists, what an emoji is, whether a seq exists.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace parley::wire {

// The parser reads in strides: it may look at (not use) this many bytes behind the text.
constexpr std::size_t kReadPadding = 64;

// What stands behind a text: kReadPadding readable bytes of anything, or nothing that may be
// touched. A Bare text is copied first.
enum class Tail : std::uint8_t { Padded, Bare };

// Why a text was refused, with as much of the frame as an answer to it needs.
struct Refusal {
  Error error;
  std::optional<std::string> ref;  // Of a frame that was sound enough to be asked for it.
  std::string type;                // Likewise; else empty.
  bool is_bad_utf8 = false;        // For which a WebSocket closes with 1007.
};

// Owns the parser's memory and uses it again for the next text: one a thread, by that thread only.
//
//   auto frame = reader.read<ClientFrame>(payload, Tail::Padded);
//   if (!frame) return answer(frame.error());
class JsonReader {
 public:
  JsonReader();
  ~JsonReader();
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  // `T` is any struct or variant of the generated headers. The value owns its strings; `json` may
  // go when this returns.
  template <class T>
  std::expected<T, Refusal> read(std::string_view json, Tail tail);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace parley::wire
