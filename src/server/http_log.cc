#include "server/http_log.h"

#include <chrono>

#include "base/log.h"

namespace parley {

HttpLog::HttpLog(Metrics& metrics)
    : metrics_(metrics),
      duration_(metrics.histogram("parley_http_duration_seconds",
                                  "From the whole request to the written answer.")) {}

void HttpLog::on_exchange(const Exchange& exchange) {
  count_of(exchange).add();
  duration_.observe(std::chrono::duration<double>(exchange.duration).count());
  if (exchange.status < 500) return;
  log_warning("http_failed", {{"request", OperatorText{exchange.request_id}},
                              {"route", OperatorText{exchange.pattern}},
                              {"status", exchange.status},
                              {"detail", OperatorText{exchange.detail}}});
}

Counter& HttpLog::count_of(const Exchange& exchange) {
  const std::lock_guard lock(mutex_);
  auto& counter = counts_[{std::string(exchange.pattern), exchange.status}];
  if (!counter) {
    counter = &metrics_.counter(
        "parley_http_requests_total", "HTTP requests answered.",
        {{"route", std::string(exchange.pattern)}, {"status", std::to_string(exchange.status)}});
  }
  return *counter;
}

}  // namespace parley
