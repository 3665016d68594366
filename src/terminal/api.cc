#include "terminal/api.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "wire/server_frames.h"

namespace parley::terminal {
namespace {

constexpr std::size_t kPagesMax = 100;
constexpr std::size_t kIdsMax = 100;

std::string path_of(ConversationId id, std::string_view rest = {}) {
  return "/v1/conversations/" + to_text(id) + std::string(rest);
}

std::string member_path(ConversationId group, UserId user) {
  return path_of(group, "/members/") + to_text(user);
}

template <class Body>
std::string json_of(const Body& body) {
  std::string json;
  append_json(json, body);
  return json;
}

// What may stand in a query (RFC 3986 section 2.3); the rest is escaped.
std::string escaped(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
    if (is_plain) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 0xfU]};
    }
  }
  return out;
}

template <class Value>
Result<> without_value(const Result<Value>& result) {
  if (!result) return std::unexpected(result.error());
  return {};
}

}  // namespace

template <class T>
Result<T> Api::read(const HttpAnswer& answer) {
  auto value = reader_.read<T>(answer.body, wire::Tail::Bare);
  if (!value) return fail(Errc::BadFrame, "the server's answer cannot be understood");
  return std::move(*value);
}

// Every answer that is no problem.
Awaitable<Result<HttpAnswer>> Api::call(HttpRequest request) {
  request.token = token_;
  auto answer = co_await ask(server_, std::move(request));
  if (!answer || answer->status < 300) co_return answer;
  const auto problem = read<wire::Problem>(*answer);
  if (!problem) co_return std::unexpected(problem.error());
  if (!problem->retry_after_ms) co_return fail(problem->code);
  co_return fail(problem->code, {}, *problem->retry_after_ms);
}

template <class T>
Awaitable<Result<T>> Api::get(std::string target) {
  const auto answer = co_await call({.method = "GET", .target = std::move(target)});
  if (!answer) co_return std::unexpected(answer.error());
  co_return read<T>(*answer);
}

Awaitable<Result<wire::SignedUp>> Api::sign_up(wire::SignUpBody body) {
  const auto answer =
      co_await call({.method = "POST", .target = "/v1/accounts", .body = json_of(body)});
  if (!answer) co_return std::unexpected(answer.error());
  co_return read<wire::SignedUp>(*answer);
}

Awaitable<Result<wire::LoggedIn>> Api::log_in(wire::LogInBody body) {
  const auto answer =
      co_await call({.method = "POST", .target = "/v1/sessions", .body = json_of(body)});
  if (!answer) co_return std::unexpected(answer.error());
  co_return read<wire::LoggedIn>(*answer);
}

Awaitable<Result<>> Api::log_out() {
  co_return without_value(co_await call({.method = "DELETE", .target = "/v1/sessions/current"}));
}

Awaitable<Result<Cursor>> Api::head() {
  const auto items = co_await get<wire::Items>("/v1/sync?wait=0");
  if (!items) co_return std::unexpected(items.error());
  co_return Cursor{items->incarnation, items->head};
}

Awaitable<Result<wire::Conversations>> Api::conversations() {
  wire::Conversations all;
  std::string target = "/v1/conversations?limit=100";
  for (std::size_t page = 0; page < kPagesMax; ++page) {
    auto more = co_await get<wire::Conversations>(target);
    if (!more) co_return std::unexpected(more.error());
    std::ranges::move(more->conversations, std::back_inserter(all.conversations));
    std::ranges::move(more->users, std::back_inserter(all.users));
    if (!more->next) break;
    target = "/v1/conversations?limit=100&before=" + escaped(*more->next);
  }
  co_return all;
}

Awaitable<Result<wire::Conversation>> Api::conversation(ConversationId id) {
  co_return co_await get<wire::Conversation>(path_of(id));
}

Awaitable<Result<wire::EventPage>> Api::history(ConversationId id, std::optional<Seq> before) {
  std::string target = path_of(id, "/events?limit=50");
  if (before) target += "&before=" + std::to_string(to_number(*before));
  co_return co_await get<wire::EventPage>(std::move(target));
}

Awaitable<Result<std::optional<wire::SubmissionOutcome>>> Api::submission(
    ConversationId id, ClientMessageId submission) {
  const auto answer = co_await call(
      {.method = "GET", .target = path_of(id, "/submissions/") + to_text(submission)});
  if (!answer && answer.error().code == Errc::NotFound) co_return std::nullopt;
  if (!answer) co_return std::unexpected(answer.error());
  if (answer->status == 202) co_return fail(Errc::Overloaded, "it is not decided yet");
  co_return read<wire::SubmissionOutcome>(*answer);
}

Awaitable<Result<wire::Users>> Api::users(std::vector<UserId> ids) {
  wire::Users all;
  for (std::size_t first = 0; first < ids.size(); first += kIdsMax) {
    std::string target = "/v1/users?ids=";
    for (std::size_t i = first; i < std::min(first + kIdsMax, ids.size()); ++i) {
      if (i > first) target += ',';
      target += to_text(ids[i]);
    }
    auto some = co_await get<wire::Users>(std::move(target));
    if (!some) co_return std::unexpected(some.error());
    std::ranges::move(some->users, std::back_inserter(all.users));
  }
  co_return all;
}

Awaitable<Result<wire::User>> Api::user_named(std::string username) {
  const auto found = co_await get<wire::Users>("/v1/users?query=" + escaped(username));
  if (!found) co_return std::unexpected(found.error());
  for (const wire::User& user : found->users) {
    if (user.username == username) co_return user;
  }
  co_return fail(Errc::NotFound, "there is nobody of that name");
}

Awaitable<Result<ConversationId>> Api::create_group(wire::CreateGroupBody body,
                                                    ClientMessageId id) {
  const auto answer = co_await call({.method = "POST",
                                     .target = "/v1/conversations",
                                     .body = json_of(body),
                                     .idempotency_key = to_text(id)});
  if (!answer) co_return std::unexpected(answer.error());
  const auto made = read<wire::Submitted>(*answer);
  if (!made) co_return std::unexpected(made.error());
  if (!made->conversation) {
    co_return fail(Errc::Overloaded, "the server has it, and is still at work; see /list");
  }
  co_return *made->conversation;
}

Awaitable<Result<bool>> Api::add_member(ConversationId group, UserId user, ClientMessageId id) {
  const auto answer = co_await call({.method = "PUT",
                                     .target = member_path(group, user),
                                     .body = json_of(wire::MemberBody{}),
                                     .idempotency_key = to_text(id)});
  if (!answer) co_return std::unexpected(answer.error());
  co_return !reader_.read<wire::Invited>(answer->body, wire::Tail::Bare).has_value();
}

Awaitable<Result<>> Api::remove_member(ConversationId group, UserId user, ClientMessageId id) {
  co_return without_value(co_await call(
      {.method = "DELETE", .target = member_path(group, user), .idempotency_key = to_text(id)}));
}

Awaitable<Result<wire::Contacts>> Api::contacts() {
  co_return co_await get<wire::Contacts>("/v1/contacts");
}

Awaitable<Result<>> Api::add_contact(UserId user) {
  co_return without_value(
      co_await call({.method = "PUT", .target = "/v1/contacts/" + to_text(user)}));
}

Awaitable<Result<>> Api::block(UserId user) {
  co_return without_value(
      co_await call({.method = "PUT", .target = "/v1/blocks/" + to_text(user)}));
}

Awaitable<Result<wire::Devices>> Api::devices() {
  co_return co_await get<wire::Devices>("/v1/devices");
}

}  // namespace parley::terminal
