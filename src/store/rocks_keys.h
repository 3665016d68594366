// The keys of rows in RocksDB: partition (16, big endian) · cluster key.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "store/chat_store.h"

namespace parley {

constexpr std::size_t kPartitionBytes = 16;

inline std::string rocks_key(const Partition& partition, std::string_view cluster) {
  std::string key;
  key.reserve(kPartitionBytes + cluster.size());
  ByteWriter writer(key);
  writer.u64(partition.high);
  writer.u64(partition.low);
  writer.raw(cluster);
  return key;
}

inline std::string_view cluster_in(std::string_view rocks_key) {
  return rocks_key.substr(kPartitionBytes);
}

// The least key behind `key`: the end of a range that includes `key`, where an end does not count.
inline std::string behind(std::string key) {
  key.push_back('\0');
  return key;
}

}  // namespace parley
