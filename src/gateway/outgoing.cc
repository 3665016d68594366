#include "gateway/outgoing.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace parley {

Outgoing::Pending& Outgoing::pending() {
  if (!pending_) pending_ = std::make_unique<Pending>();
  return *pending_;
}

void Outgoing::append(std::string_view own) {
  Pending& p = pending();
  p.own.append(own);
  p.size += own.size();
  const bool joins = !p.pieces.empty() && !p.pieces.back().shared;
  if (joins) {
    p.pieces.back().size += own.size();
  } else {
    p.pieces.push_back({nullptr, own.size()});
  }
}

void Outgoing::append_shared(std::shared_ptr<const std::string> bytes) {
  Pending& p = pending();
  p.size += bytes->size();
  const std::size_t size = bytes->size();
  p.pieces.push_back({std::move(bytes), size});
}

std::size_t Outgoing::gather(std::span<iovec, kGatherMax> pieces) const {
  if (!pending_) return 0;
  const Pending& p = *pending_;
  std::size_t filled = 0;
  std::size_t own_offset = p.own_offset;
  std::size_t written = p.written;
  for (std::size_t i = p.first; i < p.pieces.size() && filled < pieces.size(); ++i) {
    const Piece& piece = p.pieces[i];
    const char* bytes = piece.shared ? piece.shared->data() : p.own.data() + own_offset;
    if (!piece.shared) own_offset += piece.size;
    // An iovec of a write is never written to; its type just cannot say so.
    pieces[filled++] = {const_cast<char*>(bytes) + written, piece.size - written};
    written = 0;  // Only of the first.
  }
  return filled;
}

void Outgoing::consume(std::size_t bytes) {
  PARLEY_CHECK(bytes <= size());
  if (bytes == size()) {
    pending_.reset();
    return;
  }
  Pending& p = *pending_;
  p.size -= bytes;
  while (bytes > 0) {
    Piece& piece = p.pieces[p.first];
    const std::size_t step = std::min(bytes, piece.size - p.written);
    bytes -= step;
    if (piece.shared) {
      p.written += step;
    } else {
      p.own_offset += step;
      piece.size -= step;
    }
    if (p.written < piece.size) break;
    piece.shared.reset();
    p.written = 0;
    ++p.first;
  }
  if (p.first >= kGatherMax || p.own_offset >= kWrittenMax) forget_written(p);
}

// A queue that is never quite empty must not grow for ever.
void Outgoing::forget_written(Pending& pending) {
  pending.pieces.erase(pending.pieces.begin(),
                       pending.pieces.begin() + static_cast<std::ptrdiff_t>(pending.first));
  pending.own.erase(0, pending.own_offset);
  pending.first = 0;
  pending.own_offset = 0;
}

}  // namespace parley
