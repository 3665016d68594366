// What the operator sees of HTTP: figures by route and status, and a line for what went wrong.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "base/metrics.h"
#include "http/connection.h"

namespace parley {

// Any loop.
class HttpLog final : public HttpObserver {
 public:
  explicit HttpLog(Metrics& metrics);

  void on_exchange(const Exchange& exchange) override;

 private:
  Counter& count_of(const Exchange& exchange);

  Metrics& metrics_;
  Histogram& duration_;
  std::mutex mutex_;
  std::map<std::pair<std::string, int>, Counter*> counts_;  // By route and status.
};

}  // namespace parley
