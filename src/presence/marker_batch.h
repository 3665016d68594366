// Markers that moved since the last batch, merged by maximum: one entry a person and conversation.
//
// Pure; belongs to a desk. Above kMarkersMax more people are left out: they read what they missed
// by `GET …/receipts`.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "presence/hints.h"
#include "wire/types.h"

namespace parley {

class MarkerBatch {
 public:
  using Markers = std::map<ConversationId, std::vector<wire::Marker>>;

  void add(const MarkerHint& hint);
  // What there is, by user within a conversation; empty afterwards.
  Markers take();
  bool is_empty() const { return markers_.empty(); }

  static constexpr std::size_t kMarkersMax = 20'000;

 private:
  struct Through {
    Seq received{};
    Seq read{};
  };

  std::map<std::pair<ConversationId, UserId>, Through> markers_;
};

}  // namespace parley
