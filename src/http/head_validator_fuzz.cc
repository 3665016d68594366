// What the validator passes, the parser understands, with the same framing; and the end of a head
// does not depend on how its bytes arrive.
#include <algorithm>
#include <string>

#include "base/check.h"
#include "http/head_validator.h"
#include "http/request.h"

namespace parley {
namespace {

std::string_view only(const Request& request, std::string_view name) {
  const auto count =
      std::ranges::count(request.fields, name, [](const auto& field) { return field.first; });
  PARLEY_CHECK(count <= 1);
  return request.field(name).value_or("");
}

void check(std::string_view bytes) {
  const auto end = find_head_end(bytes, 0);
  std::expected<std::size_t, HttpFault> in_pieces = 0;
  for (std::size_t seen = 0; seen < bytes.size() && in_pieces && *in_pieces == 0;) {
    const std::size_t next = std::min(bytes.size(), seen + 1 + seen % 5);
    in_pieces = find_head_end(bytes.substr(0, next), seen);
    seen = next;
  }
  PARLEY_CHECK(end.has_value() == in_pieces.has_value());
  if (!end) return;
  PARLEY_CHECK(*end == *in_pieces);
  if (*end == 0) return;

  const auto head = bytes.substr(0, *end);
  const auto facts = validate_head(head);
  if (!facts) return;
  const auto request = parse_request(head);
  if (!request) {
    // Known to be no method, or to decode to no text; never "not understood".
    PARLEY_CHECK(request.error().reason != "not understood");
    return;
  }
  const auto length = only(*request, "content-length");
  const auto encoding = only(*request, "transfer-encoding");
  (void)only(*request, "host");
  PARLEY_CHECK(length.empty() == (facts->framing != BodyFraming::Length));
  PARLEY_CHECK(encoding.empty() == (facts->framing != BodyFraming::Chunked));
  PARLEY_CHECK(request->segments.size() >= 1);
}

}  // namespace
}  // namespace parley

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  parley::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
