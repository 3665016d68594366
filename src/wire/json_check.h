// What section 3 of the protocol refuses in JSON that is well formed otherwise: duplicate keys,
// NUL, unpaired surrogates, depth. The whole tree is looked at, unknown fields too.
#pragma once

#include <simdjson.h>

#include <string_view>

namespace parley::wire {

// The outermost object has depth 1.
constexpr int kDepthMax = 16;

// What the tree should be and is not, in a few words for the log; empty if it is all of it. Without
// escapes in the text (`has_escapes`) its strings hold neither NUL nor surrogates, since the parser
// refuses both as raw bytes; then they are not looked at.
std::string_view hostile_fault(const simdjson::dom::element& root, bool has_escapes);

}  // namespace parley::wire
