// What the tests of this folder stand on: people who chat over a store in memory, and an index in a
// folder of its own that follows them, one step at a time. For tests only.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/fake_clock.h"
#include "pipeline/test_chat.h"
#include "search/indexer.h"
#include "search/message_index_fts.h"
#include "search/search_service.h"

namespace parley {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = std::filesystem::temp_directory_path() / "parley-search-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }

  const std::filesystem::path& path() const { return path_; }
  std::string file() const { return path_ / "search.db"; }

 private:
  std::filesystem::path path_;
};

// An index that fails its writes when it is told to, before or after they are done: as if the
// process ended there.
class MessageIndexFailing final : public MessageIndex {
 public:
  explicit MessageIndexFailing(MessageIndex& index) : index_(index) {}

  Result<IndexState> state() override {
    if (fails_all) return fail(Errc::StoreFailed, "told to");
    return index_.state();
  }
  Result<Seq> through(ConversationId conversation) override { return index_.through(conversation); }
  Result<> write(const IndexBatch& batch) override {
    ++writes;
    if (writes == fails_before) return fail(Errc::StoreFailed, "told to");
    const auto written = index_.write(batch);
    if (writes == fails_after) return fail(Errc::StoreFailed, "told to");
    return written;
  }
  Result<std::vector<Hit>> find(std::span<const QueryToken> tokens,
                                std::span<const ConversationId> conversations, HitMark before,
                                std::size_t limit) override {
    if (fails_all) return fail(Errc::StoreFailed, "told to");
    return index_.find(tokens, conversations, before, limit);
  }
  Result<std::vector<Hit>> find_mentions(UserId user, HitMark before, std::size_t limit) override {
    return index_.find_mentions(user, before, limit);
  }
  Result<bool> purge() override { return index_.purge(); }
  Result<> clear() override { return index_.clear(); }

  int writes = 0;
  int fails_before = -1;
  int fails_after = -1;
  bool fails_all = false;

 private:
  MessageIndex& index_;
};

// The server's side of search: comes up over what is on the disk, and goes down at any time.
class Searching {
 public:
  Searching(const std::string& file, Chat& chat, const std::set<UserId>& users,
            std::uint64_t incarnation = 1)
      : file_index(file),
        index(file_index),
        indexer({index, feed, chat.reader,
                 [&users](UserId after, std::size_t limit) { return page(users, after, limit); },
                 incarnation, clock, metrics},
                {.events_a_read = 8, .messages_a_write = 8, .users_a_step = 2}),
        service(index, chat.reader) {}

  static Result<std::vector<UserId>> page(const std::set<UserId>& users, UserId after,
                                          std::size_t limit) {
    std::vector<UserId> found;
    for (auto it = users.upper_bound(after); it != users.end() && found.size() < limit; ++it) {
      found.push_back(*it);
    }
    return found;
  }

  // Steps until there is nothing to do; false if a step fails.
  bool settle() {
    for (;;) {
      clock.advance(Milliseconds{3'600'000});
      const auto stepped = indexer.step();
      if (!stepped) return false;
      if (!*stepped) return true;
    }
  }

  FakeClock clock;
  Metrics metrics;
  MessageIndexFts file_index;
  MessageIndexFailing index;
  Feed feed{index};
  Indexer indexer;
  SearchService service;
};

// People, what they do, and the log of it.
class SearchWorld {
 public:
  SearchWorld() { start(); }

  void start(std::uint64_t incarnation = 1) {
    searching.reset();
    searching = std::make_unique<Searching>(folder.file(), chat, users, incarnation);
    const Position from = searching->feed.begin(Position{log.size()});
    if (to_number(from) <= trimmed) searching->feed.on_gap();
    for (std::uint64_t at = std::max(to_number(from), trimmed + 1); at <= log.size(); ++at) {
      searching->feed.on_applied(Position{at}, log[at - 1]);
    }
  }

  Seq apply(const LoggedCommand& command) {
    chat.at = chat.at + Milliseconds{1};
    log.push_back(command);
    const Applied applied = chat.apply(command);
    searching->feed.on_applied(Position{log.size()}, command);
    return applied.answer ? applied.answer->outcome.seq : Seq{};
  }
  Seq submit(UserId sender, ConversationId conversation, CommandBody body) {
    return apply(chat.command(sender, conversation, std::move(body)));
  }
  Seq say(UserId sender, ConversationId conversation, std::string text,
          std::vector<UserId> mentions = {}) {
    return submit(sender, conversation,
                  SendMessage{std::move(text), std::nullopt, std::move(mentions)});
  }

  // "conversation:seq" of what is found, in its order; every page has at most `limit`.
  std::vector<std::string> search(UserId user, std::string_view query,
                                  std::optional<ConversationId> conversation = std::nullopt,
                                  std::size_t limit = 50) {
    return all_pages([&](std::optional<std::string_view> before) {
      return searching->service.search(user, {query, conversation, before, limit});
    });
  }
  std::vector<std::string> mentions(UserId user, std::size_t limit = 50) {
    return all_pages([&](std::optional<std::string_view> before) {
      return searching->service.mentions(user, before, limit);
    });
  }
  static std::string place(ConversationId conversation, Seq seq) {
    return to_text(conversation) + ":" + to_text(to_number(seq));
  }

  TemporaryFolder folder;
  Chat chat;
  std::set<UserId> users{kAnn, kBen, kCleo, kDan};
  std::vector<LoggedCommand> log;
  std::uint64_t trimmed = 0;  // The log does not hold what is up to here any more.
  std::unique_ptr<Searching> searching;

 private:
  template <class AskPage>
  std::vector<std::string> all_pages(const AskPage& ask) {
    std::vector<std::string> places;
    std::optional<std::string> before;
    do {
      const auto page = ask(before);
      if (!page) return {std::string(to_text(page.error().code))};
      for (const auto& found : page->messages) {
        places.push_back(place(found.conversation, found.event.seq));
      }
      before = page->next;
    } while (before);
    return places;
  }
};

}  // namespace parley
