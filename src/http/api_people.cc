// Looking people up, contacts, blocks, and who is there.
#include "http/api_support.h"
#include "presence/presence_frames.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

wire::Contact present(const Contact& contact) {
  wire::Contact shown{.user = contact.user};
  shown.version = contact.version;
  shown.state = parley::present(contact.state);
  return shown;
}

Response users_answer(const std::vector<Profile>& profiles) {
  wire::Users shown;
  for (const Profile& profile : profiles) shown.users.push_back(parley::present(profile));
  return answer(200, shown);
}

Awaitable<Response> users(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  if (context.request.query_value("ids")) {
    PARLEY_ANSWER(const auto ids, users_in_query(context, "ids", kProfilesMax));
    PARLEY_ANSWER(const auto profiles, co_await ports.sql_pool.run([&people = ports.people, &ids] {
      return people.by_ids(ids);
    }));
    co_return users_answer(profiles);
  }
  const auto query = context.request.query_value("query");
  if (!query) co_return problem({Errc::BadRequest, "neither ids nor query"});
  PARLEY_ANSWER_TRY(ports.rates.look_up(caller.user, api->now()));
  PARLEY_ANSWER(const auto profiles, co_await ports.sql_pool.run([&people = ports.people, caller,
                                                                  name = std::string(*query)] {
    return people.by_query(caller.user, name);
  }));
  co_return users_answer(profiles);
}

Awaitable<Response> contacts(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const auto listed,
                co_await api->ports().sql_pool.run([&contacts = api->ports().contacts, caller] {
                  return contacts.list(caller.user);
                }));
  wire::Contacts shown;
  for (const Contact& contact : listed) shown.contacts.push_back(present(contact));
  co_return answer(200, shown);
}

// A change between two people holds for what this server lets in from now on.
void people_changed(const ApiPorts& ports, UserId one, UserId other) {
  ports.door.forget(one, other);
  ports.presence.relation_changed(one, other);
  ports.accounts_changed();
}

Awaitable<Response> add_contact(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const UserId peer, api->user_of(context));
  PARLEY_ANSWER(const Contact contact,
                co_await ports.sql_pool.run([&contacts = ports.contacts, caller, peer] {
                  return contacts.ask(caller.user, peer);
                }));
  people_changed(ports, caller.user, peer);
  co_return answer(200, present(contact));
}

Awaitable<Response> remove_contact(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const UserId peer, api->user_of(context));
  PARLEY_ANSWER_TRY(co_await ports.sql_pool.run(
      [&contacts = ports.contacts, caller, peer] { return contacts.remove(caller.user, peer); }));
  people_changed(ports, caller.user, peer);
  co_return no_content();
}

Awaitable<Response> blocks(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const auto listed,
                co_await api->ports().sql_pool.run([&contacts = api->ports().contacts, caller] {
                  return contacts.blocks(caller.user);
                }));
  wire::Blocks shown;
  for (const Block& block : listed) shown.blocks.push_back(block.user);
  co_return answer(200, shown);
}

Awaitable<Response> block(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const UserId peer, api->user_of(context));
  PARLEY_ANSWER_TRY(co_await ports.sql_pool.run(
      [&contacts = ports.contacts, caller, peer] { return contacts.block(caller.user, peer); }));
  people_changed(ports, caller.user, peer);
  co_return no_content();
}

Awaitable<Response> unblock(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const UserId peer, api->user_of(context));
  PARLEY_ANSWER_TRY(co_await ports.sql_pool.run(
      [&contacts = ports.contacts, caller, peer] { return contacts.unblock(caller.user, peer); }));
  people_changed(ports, caller.user, peer);
  co_return no_content();
}

Awaitable<Response> presence(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(auto users, users_in_query(context, "users", ports.config.limits.watched_users));
  PARLEY_ANSWER(const auto seen, co_await ports.sights.see(caller.user, std::move(users)));
  wire::PresenceList shown;
  for (const Sights::Seen& one : seen) {
    shown.users.push_back(parley::present(one.may_see ? ports.presence.look(one.user, one.row)
                                                      : SeenPerson{.user = one.user}));
  }
  co_return answer(200, shown);
}

}  // namespace

void add_people_routes(Router& router, const Support& api) {
  add_endpoint(router, api, Method::Get, "/v1/users", users);
  add_endpoint(router, api, Method::Get, "/v1/presence", presence);
  add_endpoint(router, api, Method::Get, "/v1/contacts", contacts);
  add_endpoint(router, api, Method::Put, "/v1/contacts/{user}", add_contact);
  add_endpoint(router, api, Method::Delete, "/v1/contacts/{user}", remove_contact);
  add_endpoint(router, api, Method::Get, "/v1/blocks", blocks);
  add_endpoint(router, api, Method::Put, "/v1/blocks/{user}", block);
  add_endpoint(router, api, Method::Delete, "/v1/blocks/{user}", unblock);
}

}  // namespace parley
