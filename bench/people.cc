#include "bench/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>

#include "base/random.h"
#include "base/try.h"
#include "bench/scan.h"

namespace parley::bench {
namespace {

constexpr std::size_t kSignUpThreads = 8;
constexpr std::string_view kPassword = "a password for the bench";

// The member `wanted` of a JSON object, if it is there and a string.
std::optional<std::string> string_member(std::string_view object, std::string_view wanted) {
  Scan scan(object);
  std::string_view key;
  for (scan.enter_object(); scan.next_key(key);) {
    if (key == wanted && scan.peek() == '"') return std::string(scan.string());
    scan.skip();
  }
  return std::nullopt;
}

Result<Person> sign_up_one(HttpClient& client, std::string name) {
  const auto body = fmt::format(R"({{"username":"{}","password":"{}","display_name":"{}",)"
                                R"("device":{{"name":"bench","platform":"linux"}}}})",
                                name, kPassword, name);
  PARLEY_LET(const auto answer, client.fetch({"POST", "/v1/accounts", "", body}));
  const auto user = id_from<UserId>(string_member(answer, "user").value_or(""));
  auto token = string_member(answer, "token");
  if (!user || !token) return fail(Errc::BadRequest, "a sign-up without user or token: " + answer);
  return Person{std::move(name), *user, std::move(*token)};
}

Result<> sign_up_some(Endpoint server, std::uint32_t source, std::string_view prefix,
                      std::size_t first, std::span<Person> people) {
  PARLEY_LET(auto client, HttpClient::connect(server, source));
  for (auto& person : people) {
    PARLEY_LET(person, sign_up_one(client, fmt::format("{}_{}", prefix, first++)));
  }
  return {};
}

}  // namespace

Result<std::vector<Person>> sign_up(Endpoint server, std::size_t count) {
  SystemRandom random;
  const auto prefix = fmt::format("b{:010x}", random.below(std::uint64_t{1} << 40));
  std::vector<Person> people(count);
  std::mutex mutex;
  Result<> result;
  {
    std::vector<std::jthread> threads;
    const std::size_t share = (count + kSignUpThreads - 1) / kSignUpThreads;
    for (std::size_t first = 0; first < count; first += share) {
      const auto part = std::span(people).subspan(first, std::min(share, count - first));
      const auto source = source_address(threads.size());
      threads.emplace_back([&, first, part, source] {
        const auto done = sign_up_some(server, source, prefix, first, part);
        const std::lock_guard lock(mutex);
        if (!done) result = done;
      });
    }
  }
  if (!result) return std::unexpected(result.error());
  return people;
}

Result<std::string> log_in(HttpClient& client, const Person& person) {
  const auto body = fmt::format(
      R"({{"username":"{}","password":"{}","device":{{"name":"bench","platform":"linux"}}}})",
      person.name, kPassword);
  PARLEY_LET(const auto answer, client.fetch({"POST", "/v1/sessions", "", body}));
  auto token = string_member(answer, "token");
  if (!token) return fail(Errc::BadRequest, "a log-in without token: " + answer);
  return std::move(*token);
}

Result<ConversationId> make_group(HttpClient& client, std::span<const Person> members) {
  std::string others;
  for (const auto& person : members.subspan(1)) {
    PARLEY_TRY(client.fetch(
        {"PATCH", "/v1/me", person.token, R"({"settings":{"groups_from":"anyone"}})"}));
    others += fmt::format(R"({}"{}")", others.empty() ? "" : ",", to_text(person.user));
  }
  const auto body = fmt::format(R"({{"title":"bench","members":[{}]}})", others);
  PARLEY_LET(const auto answer,
             client.fetch({"POST", "/v1/conversations", members.front().token, body}));
  const auto group = conversation_from(string_member(answer, "conversation").value_or(""));
  if (!group) return fail(Errc::BadRequest, "a group without conversation: " + answer);
  return *group;
}

}  // namespace parley::bench
