// The conversation list, groups as a whole, preferences and read markers.
#include "base/unicode.h"
#include "http/api_submit.h"
#include "pipeline/conversations_view.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

constexpr std::uint64_t kListDefault = 30;
constexpr Milliseconds kOwnWait{5'000};

Notify notify_of(wire::Notify notify) {
  switch (notify) {
    case wire::Notify::All: return Notify::All;
    case wire::Notify::Mentions: return Notify::Mentions;
    case wire::Notify::None: return Notify::None;
  }
  std::unreachable();
}

HistoryRule rule_of(wire::HistoryRule rule) {
  return rule == wire::HistoryRule::All ? HistoryRule::All : HistoryRule::FromJoin;
}

Awaitable<Response> conversations(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const auto asked, number_in_query(context, "limit"));
  const std::size_t limit =
      std::clamp<std::size_t>(asked.value_or(kListDefault), 1, ports.config.limits.page);
  std::optional<std::string> before;
  if (const auto mark = context.request.query_value("before")) before = *mark;
  PARLEY_ANSWER(auto page, co_await ports.store_pool.run(
                               [view = ConversationsView(ports.reader), user = caller.user, before,
                                limit] { return view.page(user, before, limit); }));
  wire::Conversations shown{
      .conversations = std::move(page.conversations), .users = {}, .next = std::move(page.next)};
  // Named people are looked up in as many steps as the look-up takes at a time.
  for (std::size_t done = 0; done < page.people.size(); done += kProfilesMax) {
    const auto count = std::min(kProfilesMax, page.people.size() - done);
    PARLEY_ANSWER(const auto profiles,
                  co_await ports.sql_pool.run(
                      [&people = ports.people, some = std::span(page.people).subspan(done, count)] {
                        return people.by_ids(some);
                      }));
    for (const Profile& profile : profiles) shown.users.push_back(present(profile));
  }
  co_return answer(200, shown);
}

Awaitable<Response> conversation(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId id, api->conversation_of(context));
  PARLEY_ANSWER(const auto shown, co_await ports.store_pool.run(
                                      [view = ConversationsView(ports.reader), user = caller.user,
                                       id] { return view.one(user, id); }));
  co_return answer(200, shown);
}

Result<> check_title(const ApiPorts& ports, const std::string& title) {
  if (is_name(title, ports.config.limits.title_code_points)) return {};
  return fail(Errc::BadRequest, "the title is too long, or only white space");
}

Awaitable<Response> create_group(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(auto body, api->body_of<wire::CreateGroupBody>(context));
  PARLEY_ANSWER_TRY(check_title(ports, body.title));
  PARLEY_ANSWER(const ClientMessageId id, submission_id(*api, context));
  if (body.members.size() > kGroupMembersMax) co_return problem({Errc::GroupFull, {}});
  PARLEY_ANSWER_TRY(ports.door.admit_group(caller.user));
  // The same creator and id name the same group, however often they come.
  PARLEY_ANSWER(const GroupId group,
                co_await ports.sql_pool.run([&facts = ports.facts, caller, id] {
                  return facts.group_for(caller.user, id);
                }));
  const ConversationId conversation_id = ConversationId::of(group);
  std::vector<UserId> joining = body.members;
  if (std::ranges::find(joining, caller.user) == joining.end()) joining.push_back(caller.user);
  PARLEY_ANSWER(auto facts,
                co_await ports.sql_pool.run([&door = ports.door, user = caller.user, &joining] {
                  return door.look_up_adding(user, joining);
                }));
  co_return co_await submit(api, {caller, conversation_id, id, std::move(facts)},
                            CreateGroup{std::move(body.title), std::move(body.members)});
}

Awaitable<Response> change_conversation(Support api, RequestContext& context) {
  PARLEY_ANSWER(auto body, api->body_of<wire::ConversationPatch>(context));
  if (body.title) PARLEY_ANSWER_TRY(check_title(api->ports(), *body.title));
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, std::nullopt));
  if (!submission.conversation.is_group()) {
    co_return problem({Errc::BadRequest, "a direct conversation has no title"});
  }
  ChangeSettings change{std::move(body.title), std::nullopt};
  if (body.history) change.history = rule_of(*body.history);
  co_return co_await submit(api, std::move(submission), std::move(change));
}

Awaitable<Response> delete_group(Support api, RequestContext& context) {
  PARLEY_ANSWER(auto submission, co_await pass_door(api, context, std::nullopt));
  if (!submission.conversation.is_group()) {
    co_return problem({Errc::BadRequest, "a direct conversation is not deleted"});
  }
  co_return co_await submit(api, std::move(submission), CloseGroup{});
}

// What concerns the caller's own inbox: done when it is applied, or refused.
Awaitable<Result<>> change_own(Support api, InboxCommand command) {
  const auto done = co_await api->edge().ask(std::move(command), kOwnWait);
  if (!done) co_return std::unexpected(done.error());
  if (!*done) co_return fail(Errc::StoreFailed, "no answer in time", kOwnWait);
  co_return Result<>{};
}

// The caller's own row of the conversation; NotFound for who never was in it.
Awaitable<Result<InboxConversation>> own_row(Support api, UserId user, ConversationId id) {
  auto row = co_await api->ports().store_pool.run(
      [reader = api->ports().reader, user, id] { return reader.inbox_conversation(user, id); });
  if (row && row->last_seq == Seq{} && !id.is_between(user)) co_return fail(Errc::NotFound);
  co_return row;
}

PreferencesChange change_of(const wire::PreferencesBody& body) {
  PreferencesChange change;
  change.notify.emplace();
  if (body.notify) change.notify->emplace(notify_of(*body.notify));
  change.muted_until.emplace(body.muted_until);
  change.pinned = body.pinned;
  change.archived = body.archived;
  change.cleared_through.emplace(body.cleared_through);
  change.marked_unread = body.marked_unread;
  return change;
}

Awaitable<Response> set_preferences(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId id, api->conversation_of(context));
  PARLEY_ANSWER(const auto body, api->body_of<wire::PreferencesBody>(context));
  PARLEY_ANSWER_TRY(co_await own_row(api, caller.user, id));
  PARLEY_ANSWER_TRY(co_await change_own(api, {caller.user, id, change_of(body)}));
  PARLEY_ANSWER(const auto row, co_await own_row(api, caller.user, id));
  co_return answer(200, present(row.preferences));
}

Awaitable<Response> set_read(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const ConversationId id, api->conversation_of(context));
  PARLEY_ANSWER(const auto body, api->body_of<wire::ReadBody>(context));
  PARLEY_ANSWER(const auto before, co_await own_row(api, caller.user, id));
  for (InboxCommand& command : reading(caller.user, id, body.through, before)) {
    PARLEY_ANSWER_TRY(co_await change_own(api, std::move(command)));
  }
  PARLEY_ANSWER(const auto row, co_await own_row(api, caller.user, id));
  wire::ReadState shown{.through = row.read};
  shown.unread = row.unread();
  co_return answer(200, shown);
}

}  // namespace

void add_conversation_routes(Router& router, const Support& api) {
  add_endpoint(router, api, Method::Get, "/v1/conversations", conversations);
  add_endpoint(router, api, Method::Post, "/v1/conversations", create_group);
  add_endpoint(router, api, Method::Get, "/v1/conversations/{id}", conversation);
  add_endpoint(router, api, Method::Patch, "/v1/conversations/{id}", change_conversation);
  add_endpoint(router, api, Method::Delete, "/v1/conversations/{id}", delete_group);
  add_endpoint(router, api, Method::Put, "/v1/conversations/{id}/preferences", set_preferences);
  add_endpoint(router, api, Method::Put, "/v1/conversations/{id}/read", set_read);
}

}  // namespace parley
