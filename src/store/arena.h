// Memory that is taken bit by bit and given back as a whole, with the arena: for rows that live and
// go together. What lies in it is not destroyed, so it holds nothing that owns anything else.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <memory_resource>
#include <vector>

namespace parley {

// Not thread-safe.
class Arena final : public std::pmr::memory_resource {
 public:
  // What it has taken from the heap.
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kFirstChunkBytes = 4 * 1024;
  static constexpr std::size_t kChunkBytesMax = 256 * 1024;

  void* do_allocate(std::size_t size, std::size_t alignment) override {
    void* place = free_;
    if (!std::align(alignment, size, place, room_)) {
      room_ = std::max(next_chunk_, size + alignment);
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(room_));
      place = chunks_.back().get();
      bytes_ += room_;
      next_chunk_ = std::min(2 * next_chunk_, kChunkBytesMax);
      std::align(alignment, size, place, room_);
    }
    free_ = static_cast<std::byte*>(place) + size;
    room_ -= size;
    return place;
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  void* free_ = nullptr;  // Of the last chunk: where its room begins,
  std::size_t room_ = 0;  // and how much that is.
  std::size_t next_chunk_ = kFirstChunkBytes;
  std::size_t bytes_ = 0;
};

}  // namespace parley
