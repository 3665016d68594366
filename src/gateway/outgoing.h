// What one socket still has to write: frames that are mostly shared with other sockets.
//
// An item's frame is three pieces: a few bytes of this socket's own in front (the WebSocket header
// and the beginning of the JSON), the encoded item, which all recipients share, and a few bytes
// behind it. Everything else is one piece of its own. A whole turn's frames leave in one gathered
// write. Nothing is copied that is shared.
//
//   | own_: "header prefix" |─▶ shared item ─▶| own_: "suffix header prefix" |─▶ shared …
#pragma once

#include <sys/uio.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

// The most pieces that one gathered write takes (IOV_MAX is 1,024 on Linux; more buys nothing).
inline constexpr std::size_t kGatherMax = 64;
// How many own bytes are kept that were written already.
inline constexpr std::size_t kWrittenMax = 64 * 1024;

// Belongs to one session; one thread. Costs three pointers while empty.
class Outgoing {
 public:
  // Bytes not yet written.
  std::size_t size() const { return pending_ ? pending_->size : 0; }
  bool is_empty() const { return size() == 0; }
  // Own bytes in memory: those not yet written, and fewer than kWrittenMax that are.
  std::size_t own_bytes() const { return pending_ ? pending_->own.size() : 0; }

  void append(std::string_view own);
  void append_shared(std::shared_ptr<const std::string> bytes);

  // Fills `pieces` with what is to be written first; returns how many it filled.
  std::size_t gather(std::span<iovec, kGatherMax> pieces) const;

  // The first `bytes` of what gather() gave were written. Gives memory back when nothing is left.
  void consume(std::size_t bytes);

 private:
  struct Piece {
    std::shared_ptr<const std::string> shared;  // Null: the next `size` bytes of `own`.
    std::size_t size = 0;                       // Of an own one: what is left of it.
  };
  struct Pending {
    std::string own;
    std::vector<Piece> pieces;
    std::size_t first = 0;       // The piece that is written next,
    std::size_t written = 0;     // how much of it is written, if it is shared,
    std::size_t own_offset = 0;  // and how much of `own` is written.
    std::size_t size = 0;
  };

  Pending& pending();
  static void forget_written(Pending& pending);

  std::unique_ptr<Pending> pending_;
};

}  // namespace parley
