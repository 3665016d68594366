// Sending, editing, deleting, reacting, and what became of it.
#include "http/api_submit.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

// How long a submission that is not found may still be on its way, by the time in its id.
constexpr Milliseconds kMayBeOnItsWay = std::chrono::hours{1};

Awaitable<Response> send(Support api, RequestContext& context) {
  PARLEY_ANSWER(auto body, api->body_of<wire::SendBody>(context));
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, body.text));
  co_return co_await submit(
      api, std::move(submission),
      SendMessage{std::move(body.text), body.reply_to, std::move(body.mentions)});
}

Awaitable<Response> edit(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Seq target, api->seq_of(context));
  PARLEY_ANSWER(auto body, api->body_of<wire::EditBody>(context));
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, body.text));
  co_return co_await submit(api, std::move(submission),
                            EditMessage{target, std::move(body.text), std::move(body.mentions)});
}

Awaitable<Response> remove(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Seq target, api->seq_of(context));
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, std::nullopt));
  co_return co_await submit(api, std::move(submission), DeleteMessage{target});
}

Awaitable<Response> set_reaction(Support api, RequestContext& context, bool on) {
  PARLEY_ANSWER(const Seq target, api->seq_of(context));
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, std::nullopt));
  co_return co_await submit(api, std::move(submission),
                            React{target, std::string(context.parameter("emoji")), on});
}

Awaitable<Response> react(Support api, RequestContext& context) {
  return set_reaction(std::move(api), context, true);
}

Awaitable<Response> unreact(Support api, RequestContext& context) {
  return set_reaction(std::move(api), context, false);
}

// The look-up of a submission knows only the caller's own.
Awaitable<Response> submission(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId conversation, api->conversation_of(context));
  const auto id = client_message_id_from(context.parameter("client_message_id"));
  if (!id) co_return problem({Errc::NotFound, {}});
  PARLEY_ANSWER(
      const auto outcome,
      co_await ports.store_pool.run([reader = ports.reader, conversation, user = caller.user,
                                     id = *id] { return reader.outcome(conversation, user, id); }));
  if (!outcome) {
    const Milliseconds age = ports.clock.now() - id->time();
    const bool may_come = age < kMayBeOnItsWay && age > -kClientMessageIdAheadMax;
    if (!may_come) co_return problem({Errc::NotFound, {}});
    Response response = answer(202, wire::Pending{.client_message_id = *id});
    response.fields.emplace_back("Retry-After", "1");
    co_return response;
  }
  wire::SubmissionOutcome shown;
  if (outcome->kind == Outcome::Kind::Rejected) {
    shown.rejected = true;
    shown.code = outcome->code;
  } else {
    shown.seq = outcome->seq;
  }
  co_return answer(200, shown);
}

}  // namespace

void add_message_routes(Router& router, const Support& api) {
  const std::string messages = "/v1/conversations/{id}/messages";
  add_endpoint(router, api, Method::Post, messages, send);
  add_endpoint(router, api, Method::Patch, messages + "/{seq}", edit);
  add_endpoint(router, api, Method::Delete, messages + "/{seq}", remove);
  add_endpoint(router, api, Method::Put, messages + "/{seq}/reactions/{emoji}", react);
  add_endpoint(router, api, Method::Delete, messages + "/{seq}/reactions/{emoji}", unreact);
  add_endpoint(router, api, Method::Get, "/v1/conversations/{id}/submissions/{client_message_id}",
               submission);
}

}  // namespace parley
