#include "base/error.h"

#include <utility>

namespace parley {
namespace {

struct Row {
  Errc code;
  std::string_view text;
  int http;
  Retry retry;
  std::string_view what;
};

constexpr Row kRows[] = {
#define PARLEY_ERROR(name, text, wire, http, retry, what) \
  {Errc::name, text, http, Retry::retry, what},
#include "base/errors.def"
#undef PARLEY_ERROR
};

const Row& row_of(Errc code) {
  for (const Row& row : kRows) {
    if (row.code == code) return row;
  }
  std::unreachable();
}

}  // namespace

Retry retry_rule(Errc code) { return row_of(code).retry; }

std::string_view to_text(Retry retry) {
  switch (retry) {
    case Retry::Never: return "never";
    case Retry::Later: return "later";
    case Retry::Elsewhere: return "elsewhere";
  }
  std::unreachable();
}

std::string_view to_text(Errc code) { return row_of(code).text; }

std::optional<Errc> errc_from(std::string_view text) {
  for (const Row& row : kRows) {
    if (row.text == text) return row.code;
  }
  return std::nullopt;
}

std::optional<Errc> errc_from_wire(std::uint16_t wire) {
  for (const Row& row : kRows) {
    if (std::to_underlying(row.code) == wire) return row.code;
  }
  return std::nullopt;
}

int http_status(Errc code) { return row_of(code).http; }

std::string_view sentence(Errc code) { return row_of(code).what; }

}  // namespace parley
