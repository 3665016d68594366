#include "base/metrics.h"

#include <gtest/gtest.h>

#include <thread>

namespace parley {
namespace {

TEST(Metrics, AreShownInTheTextFormWithHelpAndType) {
  Metrics metrics;
  Counter& sent = metrics.counter("parley_frames_total", "Frames sent.", {{"type", "items"}});
  metrics.counter("parley_frames_total", "Frames sent.", {{"type", "pong"}});
  metrics.gauge("parley_sessions", "Open sessions.").set(12);
  sent.add(3);

  const std::string text = metrics.expose();
  EXPECT_NE(text.find("# HELP parley_frames_total Frames sent.\n"), std::string::npos) << text;
  EXPECT_NE(text.find("# TYPE parley_frames_total counter\n"), std::string::npos) << text;
  EXPECT_NE(text.find("parley_frames_total{type=\"items\"} 3\n"), std::string::npos) << text;
  EXPECT_NE(text.find("parley_frames_total{type=\"pong\"} 0\n"), std::string::npos) << text;
  EXPECT_NE(text.find("parley_sessions 12\n"), std::string::npos) << text;
}

TEST(Gauges, GoUpAndDown) {
  Gauge gauge;
  gauge.add(5);
  gauge.add(-7);
  EXPECT_EQ(gauge.value(), -2);
}

TEST(Gauges, ThatAreReadAreAskedAtEveryShow) {
  Metrics metrics;
  int asked = 0;
  metrics.gauge_read("parley_journal_bytes", "Size.", [&asked] { return ++asked; });
  EXPECT_NE(metrics.expose().find("parley_journal_bytes 1\n"), std::string::npos);
  EXPECT_NE(metrics.expose().find("parley_journal_bytes 2\n"), std::string::npos);
}

TEST(Histograms, CountValuesUpToEachBound) {
  const double bounds[] = {0.1, 1};
  Metrics metrics;
  Histogram& waits = metrics.histogram("parley_sync_seconds", "Syncs.", bounds);
  for (const double value : {0.05, 0.1, 0.5, 7.0}) waits.observe(value);

  const std::string text = metrics.expose();
  EXPECT_NE(text.find("parley_sync_seconds_bucket{le=\"0.1\"} 2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("parley_sync_seconds_bucket{le=\"1\"} 3\n"), std::string::npos) << text;
  EXPECT_NE(text.find("parley_sync_seconds_bucket{le=\"+Inf\"} 4\n"), std::string::npos) << text;
  EXPECT_NE(text.find("parley_sync_seconds_count 4\n"), std::string::npos) << text;
  EXPECT_DOUBLE_EQ(waits.sum(), 7.65);
}

TEST(Counters, LoseNothingAcrossThreads) {
  Counter counter;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&counter] {
        for (int k = 0; k < 10'000; ++k) counter.add();
      });
    }
  }
  EXPECT_EQ(counter.value(), 40'000U);
}

TEST(MetricsDeathTest, EndTheProcessWhenOneIsRegisteredTwiceOrNamedBadly) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Metrics metrics;
  metrics.gauge("parley_sessions", "Open sessions.");
  EXPECT_DEATH(metrics.gauge("parley_sessions", "Open sessions."), "broken invariant");
  EXPECT_DEATH(metrics.counter("parley_frames", "No _total."), "broken invariant");
  EXPECT_DEATH(metrics.gauge("sessions", "No prefix."), "broken invariant");
}

}  // namespace
}  // namespace parley
