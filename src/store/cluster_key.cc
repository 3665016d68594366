#include "store/cluster_key.h"

#include <algorithm>

namespace parley {

std::optional<ClusterKey> ClusterKey::after() const {
  ClusterKey key = *this;
  if (key.size_ < kBytesMax) return key.u8(0);
  while (key.size_ > 0 && key.bytes_[key.size_ - 1U] == 0xff) key.bytes_[--key.size_] = 0;
  if (key.size_ == 0) return std::nullopt;
  ++key.bytes_[key.size_ - 1U];
  return key;
}

std::optional<ClusterKey> ClusterKey::before() const {
  if (size_ == 0) return std::nullopt;
  ClusterKey key = *this;
  auto& last = key.bytes_[key.size_ - 1U];
  if (last == 0) {
    --key.size_;
    return key;
  }
  --last;
  std::fill(key.bytes_.begin() + key.size_, key.bytes_.end(), std::uint8_t{0xff});
  key.size_ = kBytesMax;
  return key;
}

}  // namespace parley
