// Who is in a group: adding, roles, invitations, removing, leaving.
#include "http/api_submit.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

Role role_of(wire::Role role) {
  switch (role) {
    case wire::Role::Owner: return Role::Owner;
    case wire::Role::Admin: return Role::Admin;
    case wire::Role::Member: return Role::Member;
  }
  std::unreachable();
}

Error no_group() { return {Errc::BadRequest, "a direct conversation has no members to change"}; }

Awaitable<Response> set_member(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const UserId user, api->user_of(context));
  PutMember put{user, std::nullopt};
  if (!context.request.body.empty()) {
    PARLEY_ANSWER(const auto body, api->body_of<wire::MemberBody>(context));
    if (body.role) put.role = role_of(*body.role);
  }
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, std::nullopt));
  if (!submission.conversation.is_group()) co_return problem(no_group());
  PARLEY_ANSWER(submission.facts, co_await ports.sql_pool.run(
                                      [&door = ports.door, adder = submission.caller.user, user] {
                                        return door.look_up_adding(adder, {&user, 1});
                                      }));
  co_return co_await submit(api, std::move(submission), put);
}

Awaitable<Response> remove_member(Support api, RequestContext& context) {
  PARLEY_ANSWER(const UserId user, api->user_of(context));
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, std::nullopt));
  if (!submission.conversation.is_group()) co_return problem(no_group());
  co_return co_await submit(api, std::move(submission), RemoveMember{user});
}

}  // namespace

void add_member_routes(Router& router, const Support& api) {
  const std::string member = "/v1/conversations/{id}/members/{user}";
  add_endpoint(router, api, Method::Put, member, set_member);
  add_endpoint(router, api, Method::Delete, member, remove_member);
}

}  // namespace parley
