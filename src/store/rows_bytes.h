// How every row begins and ends, for rows*.cc and for nobody else.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "base/error.h"

namespace parley {

inline constexpr std::uint8_t kRowVersion = 1;

inline ByteWriter begin_row(std::string& bytes) {
  ByteWriter out(bytes);
  out.u8(kRowVersion);
  return out;
}

inline ByteReader open_row(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.u8() != kRowVersion) in.fail();
  return in;
}

// The value that was read, if the row was read well and to its end. `what` names it in the error.
template <class T>
Result<T> close_row(const ByteReader& in, T value, std::string_view what) {
  if (in.finished()) return value;
  return fail(Errc::StoreFailed, std::string(what) + ": a row that cannot be read");
}

inline void write_code(ByteWriter& out, Errc code) { out.u16(std::to_underlying(code)); }
inline Errc read_code(ByteReader& in) {
  const auto code = errc_from_wire(in.u16());
  if (code) return *code;
  in.fail();
  return {};
}

}  // namespace parley
