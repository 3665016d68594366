// Any bytes as a query, against themselves and as a text: parsing and matching end well, and a text
// has the tokens by which an index would find it.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/unicode.h"
#include "search/match.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (!is_valid_utf8(text)) return 0;
  const std::string_view beginning = first_code_points(text, kQueryCodePointsMax);
  const auto query = parse_query(beginning);
  if (!query) return 0;
  const auto stretches = match(*query, beginning);
  if (!stretches || stretches->empty()) std::abort();
  std::uint32_t end = 0;
  for (const Stretch& stretch : *stretches) {
    if (stretch.start < end || stretch.length == 0) std::abort();
    end = stretch.start + stretch.length;
  }
  if (end > code_points(beginning)) std::abort();
  const std::string tokens = " " + tokens_of(beginning) + " ";
  for (const QueryToken& token : query->tokens) {
    if (token.text.find_first_of("\"* ") != std::string::npos) std::abort();
    const std::string wanted = " " + token.text + (token.is_beginning ? "" : " ");
    if (tokens.find(wanted) == std::string::npos) std::abort();
  }
  return 0;
}
