#include "http/api_submit.h"

namespace parley {
namespace {

constexpr Milliseconds kOutcomeWait{2'000};

Response pending(ConversationId conversation, const ClientMessageId& id) {
  Response response = answer(202, wire::Pending{.client_message_id = id});
  response.fields.emplace_back(
      "Location", "/v1/conversations/" + to_text(conversation) + "/submissions/" + to_text(id));
  response.fields.emplace_back("Retry-After", "1");
  return response;
}

// Whom an outcome concerns, where its problem says so.
std::vector<UserId> people_of(const CommandBody& body, const Facts& facts, Errc code) {
  if (code != Errc::CannotAdd) return {};
  if (const auto* put = std::get_if<PutMember>(&body)) return {put->user};
  return facts.cannot_add;
}

}  // namespace

Result<ClientMessageId> submission_id(const ApiSupport& api, const RequestContext& context) {
  const auto key = context.request.field("idempotency-key");
  if (key) {
    const auto id = client_message_id_from(*key);
    if (!id) return fail(Errc::BadFrame, "Idempotency-Key is no client_message_id");
    return *id;
  }
  std::array<std::uint8_t, 10> chance;
  api.ports().random.fill(chance);
  return make_client_message_id(api.ports().clock.now(), chance);
}

Awaitable<Result<HttpSubmission>> pass_door(std::shared_ptr<ApiSupport> api,
                                            RequestContext& context,
                                            std::optional<std::string_view> text) {
  const ApiPorts& ports = api->ports();
  const auto caller = co_await api->authenticate(context);
  if (!caller) co_return std::unexpected(caller.error());
  const auto conversation = api->conversation_of(context);
  if (!conversation) co_return std::unexpected(conversation.error());
  const auto id = submission_id(*api, context);
  if (!id) co_return std::unexpected(id.error());
  if (text) {
    if (auto checked = ports.door.check_text(*text); !checked) {
      co_return std::unexpected(checked.error());
    }
  }
  Result<Facts> facts = Facts{};
  if (auto known = ports.door.known(caller->user, *conversation)) {
    facts = *std::move(known);
  } else {
    // What there is to know of a group lies in the store.
    WorkerPool& pool = conversation->is_group() ? ports.store_pool : ports.sql_pool;
    facts =
        co_await pool.run([&door = ports.door, user = caller->user, conversation = *conversation] {
          return door.look_up(user, conversation);
        });
  }
  if (!facts) co_return std::unexpected(facts.error());
  const std::size_t text_bytes = text ? text->size() : 0;
  if (auto admitted = ports.door.admit(caller->user, *conversation, text_bytes); !admitted) {
    co_return std::unexpected(admitted.error());
  }
  co_return HttpSubmission{*caller, *conversation, *id, *std::move(facts)};
}

Awaitable<Response> submit(std::shared_ptr<ApiSupport> api, HttpSubmission submission,
                           CommandBody body) {
  Command command{.conversation = submission.conversation,
                  .sender = submission.caller.user,
                  .device = submission.caller.device,
                  .client_message_id = submission.id,
                  .facts = submission.facts,
                  .body = body};
  PARLEY_ANSWER(const auto result, co_await api->edge().ask(std::move(command), kOutcomeWait));
  if (!result) co_return pending(submission.conversation, submission.id);
  const Outcome& became = result->outcome;
  switch (became.kind) {
    case Outcome::Kind::Rejected:
      co_return problem_with_users({became.code, {}},
                                   people_of(body, submission.facts, became.code));
    case Outcome::Kind::Invited:
      co_return answer(202, wire::Invited{.invited = std::get<PutMember>(body).user});
    case Outcome::Kind::Event:
    case Outcome::Kind::Unchanged: break;
  }
  const bool is_unchanged = became.kind == Outcome::Kind::Unchanged;
  wire::Submitted submitted{.seq = became.seq};
  if (std::holds_alternative<CreateGroup>(body)) submitted.conversation = submission.conversation;
  submitted.unchanged = is_unchanged;
  submitted.duplicate = result->is_duplicate;
  co_return answer(is_unchanged || result->is_duplicate ? 200 : 201, submitted);
}

Response problem_with_users(const Error& error, std::vector<UserId> users) {
  Response response = problem(error);
  if (users.empty()) return response;
  wire::Problem shown{.title = std::string(sentence(error.code)),
                      .status = static_cast<std::uint32_t>(http_status(error.code)),
                      .code = error.code,
                      .retry = retry_rule(error.code)};
  shown.users = std::move(users);
  response.body.clear();
  wire::append_json(response.body, shown);
  return response;
}

}  // namespace parley
