// What went wrong, in three parts for three readers: a code for the program, a sentence for the
// operator, and a retry rule for the client. Only the code and the rule cross the wire; the
// sentence may name users and keys, and stays in the log.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace parley {

enum class Retry : std::uint8_t { Never, Later, Elsewhere };

enum class Errc : std::uint16_t {
#define PARLEY_ERROR(name, text, wire, http, retry, what) name = wire,
#include "base/errors.def"
#undef PARLEY_ERROR
};

struct [[nodiscard]] Error {
  Errc code;
  std::string detail;                         // For the operator's log, never for the wire.
  std::optional<Milliseconds> retry_after{};  // Where the rule is not Never and the time is known.
};

// Whether, and where, a client may try again after `code`.
Retry retry_rule(Errc code);
// `never`, `later`, `elsewhere`.
std::string_view to_text(Retry retry);
// The snake_case name by which clients know `code`, and back.
std::string_view to_text(Errc code);
std::optional<Errc> errc_from(std::string_view text);
// The code whose wire number is `wire`, as logs and stores keep it.
std::optional<Errc> errc_from_wire(std::uint16_t wire);
// The HTTP status that carries `code`.
int http_status(Errc code);
// One sentence for people, without a name or a number of anybody.
std::string_view sentence(Errc code);

// A value, or the Error that prevented it.
template <class T = void>
using Result = std::expected<T, Error>;

inline std::unexpected<Error> fail(Errc code, std::string detail = {}) {
  return std::unexpected(Error{code, std::move(detail)});
}

inline std::unexpected<Error> fail(Errc code, std::string detail, Milliseconds retry_after) {
  return std::unexpected(Error{code, std::move(detail), retry_after});
}

}  // namespace parley
