// Fills a page up to the limits of a range. Every adapter ends its pages by this one rule.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "store/chat_store.h"

namespace parley {

class PageBuilder {
 public:
  // Both outlive the builder. `page` may hold rows already.
  PageBuilder(const Range& range, Page& page) : range_(range), page_(page) {
    for (const Row& row : page.rows) bytes_ += row.value.size();
  }

  bool is_full() const {
    return page_.rows.size() >= range_.rows_max ||
           (bytes_ >= range_.bytes_max && !page_.rows.empty());
  }

  // Adds the next row of the range, in its order. False if there was no room, and then the page
  // knows that there is more.
  bool add(const ClusterKey& cluster, std::string value) {
    if (is_full()) {
      page_.has_more = true;
      return false;
    }
    bytes_ += value.size();
    page_.rows.push_back({cluster, std::move(value)});
    return true;
  }

 private:
  const Range& range_;
  Page& page_;
  std::size_t bytes_ = 0;
};

}  // namespace parley
