// Signing up, logging in, oneself and one's devices.
#include "http/api_support.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

DeviceDescription description_of(wire::DeviceInfo device) {
  return {std::move(device.name), std::move(device.platform)};
}

wire::LoggedIn logged_in(const ApiPorts& ports, const Request& request, const NewSession& session) {
  return {.user = session.caller.user,
          .device = session.caller.device,
          .token = session.device_token,
          .chat_servers = chat_servers_of(ports, request)};
}

// A wrong password of somebody who is logged in must not look like a bad token.
Error as_forbidden(Error error) {
  if (error.code == Errc::Unauthorized) error.code = Errc::Forbidden;
  return error;
}

wire::MayReach present(MessagesFrom from) {
  return from == MessagesFrom::Anyone ? wire::MayReach::Anyone : wire::MayReach::Contacts;
}
wire::MayReach present(GroupsFrom from) {
  return from == GroupsFrom::Anyone ? wire::MayReach::Anyone : wire::MayReach::Contacts;
}
wire::ShownTo present(VisibleTo to) {
  switch (to) {
    case VisibleTo::All: return wire::ShownTo::All;
    case VisibleTo::Contacts: return wire::ShownTo::Contacts;
    case VisibleTo::Nobody: return wire::ShownTo::Nobody;
  }
  std::unreachable();
}

VisibleTo visible_to(wire::ShownTo to) {
  switch (to) {
    case wire::ShownTo::All: return VisibleTo::All;
    case wire::ShownTo::Contacts: return VisibleTo::Contacts;
    case wire::ShownTo::Nobody: return VisibleTo::Nobody;
  }
  std::unreachable();
}

wire::Me present(const User& user) {
  return {.user = user.id,
          .username = user.username,
          .display_name = user.display_name,
          .version = user.version,
          .settings = {.messages_from = present(user.settings.messages_from),
                       .groups_from = present(user.settings.groups_from),
                       .findable = user.settings.findable,
                       .presence_to = present(user.settings.presence_to),
                       .receipts_to = present(user.settings.receipts_to),
                       .push_content = user.settings.push_content}};
}

ProfilePatch patch_of(wire::MePatch body) {
  ProfilePatch patch;
  patch.display_name = std::move(body.display_name);
  if (!body.settings) return patch;
  const wire::SettingsPatch& settings = *body.settings;
  if (settings.messages_from) {
    const bool is_anyone = *settings.messages_from == wire::MayReach::Anyone;
    patch.messages_from = is_anyone ? MessagesFrom::Anyone : MessagesFrom::Contacts;
  }
  if (settings.groups_from) {
    const bool is_anyone = *settings.groups_from == wire::MayReach::Anyone;
    patch.groups_from = is_anyone ? GroupsFrom::Anyone : GroupsFrom::Contacts;
  }
  patch.findable = settings.findable;
  if (settings.presence_to) patch.presence_to = visible_to(*settings.presence_to);
  if (settings.receipts_to) patch.receipts_to = visible_to(*settings.receipts_to);
  patch.push_content = settings.push_content;
  return patch;
}

Awaitable<Response> sign_up(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(auto body, api->body_of<wire::SignUpBody>(context));
  PARLEY_ANSWER_TRY(ports.rates.sign_up(context.request.client, api->now()));
  SignUpRequest request{std::move(body.username), std::move(body.password),
                        std::move(body.display_name), description_of(std::move(body.device))};
  PARLEY_ANSWER(const NewAccount account,
                co_await ports.password_pool.run(
                    [&sessions = ports.sessions, &request] { return sessions.sign_up(request); }));
  co_return answer(201, wire::SignedUp{.user = account.user.id,
                                       .device = account.session.caller.device,
                                       .token = account.session.device_token,
                                       .recovery_codes = account.recovery_codes,
                                       .chat_servers = chat_servers_of(ports, context.request)});
}

Awaitable<Response> log_in(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(auto body, api->body_of<wire::LogInBody>(context));
  PARLEY_ANSWER_TRY(ports.rates.log_in(context.request.client, api->now()));
  LogInRequest request{std::move(body.username), std::move(body.password),
                       description_of(std::move(body.device))};
  PARLEY_ANSWER(const NewSession session,
                co_await ports.password_pool.run(
                    [&sessions = ports.sessions, &request] { return sessions.log_in(request); }));
  ports.accounts_changed();
  co_return answer(201, logged_in(ports, context.request, session));
}

Awaitable<Response> recover(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(auto body, api->body_of<wire::RecoveryBody>(context));
  PARLEY_ANSWER_TRY(ports.rates.log_in(context.request.client, api->now()));
  RecoveryRequest request{std::move(body.username), std::move(body.recovery_code),
                          std::move(body.new_password), description_of(std::move(body.device))};
  PARLEY_ANSWER(const NewSession session,
                co_await ports.password_pool.run(
                    [&sessions = ports.sessions, &request] { return sessions.recover(request); }));
  ports.accounts_changed();
  co_return answer(201, logged_in(ports, context.request, session));
}

Awaitable<Response> log_out(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER_TRY(co_await ports.sql_pool.run(
      [&sessions = ports.sessions, caller] { return sessions.log_out(caller); }));
  ports.accounts_changed();
  co_return no_content();
}

Awaitable<Response> me(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const User user,
                co_await api->ports().sql_pool.run([&profiles = api->ports().profiles, caller] {
                  return profiles.me(caller.user);
                }));
  co_return answer(200, present(user));
}

Awaitable<Response> change_me(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(auto body, api->body_of<wire::MePatch>(context));
  const bool is_of_sight =
      body.settings && (body.settings->presence_to || body.settings->receipts_to);
  PARLEY_ANSWER(const User user,
                co_await api->ports().sql_pool.run(
                    [&profiles = api->ports().profiles, caller, patch = patch_of(std::move(body))] {
                      return profiles.change(caller.user, patch);
                    }));
  if (is_of_sight) api->ports().presence.relation_changed(caller.user, {});
  co_return answer(200, present(user));
}

Awaitable<Response> change_password(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const auto body, api->body_of<wire::PasswordBody>(context));
  const auto done = co_await ports.password_pool.run([&profiles = ports.profiles, &body, caller] {
    return profiles.change_password(caller, body.password, body.new_password);
  });
  if (!done) co_return problem(as_forbidden(done.error()));
  ports.accounts_changed();
  co_return no_content();
}

Awaitable<Response> delete_me(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const auto body, api->body_of<wire::DeleteAccountBody>(context));
  const auto done = co_await ports.password_pool.run([&profiles = ports.profiles, &body, caller] {
    return profiles.delete_account(caller, body.password);
  });
  if (!done) co_return problem(as_forbidden(done.error()));
  ports.accounts_changed();
  co_return no_content();
}

Awaitable<Response> devices(Support api, RequestContext& context) {
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(const auto listed,
                co_await api->ports().sql_pool.run([&devices = api->ports().devices, caller] {
                  return devices.list(caller.user);
                }));
  wire::Devices shown;
  for (const Device& device : listed) {
    shown.devices.push_back({.device = device.id,
                             .name = device.description.name,
                             .platform = device.description.platform,
                             .created_at = device.created_at,
                             .last_seen_at = device.seen_at,
                             .current = device.id == caller.device});
  }
  co_return answer(200, shown);
}

Awaitable<Response> revoke_device(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  const auto device = id_from<DeviceId>(context.parameter("id"));
  if (!device) co_return problem({Errc::NotFound, {}});
  PARLEY_ANSWER_TRY(co_await ports.sql_pool.run([&devices = ports.devices, caller, id = *device] {
    return devices.revoke(caller.user, id);
  }));
  ports.accounts_changed();
  co_return no_content();
}

Awaitable<Response> chat_servers(Support api, RequestContext& context) {
  constexpr Milliseconds kTimeToLive{300'000};
  PARLEY_ANSWER_TRY(co_await api->authenticate(context));
  co_return answer(200,
                   wire::ChatServers{.chat_servers = chat_servers_of(api->ports(), context.request),
                                     .time_to_live_ms = kTimeToLive});
}

}  // namespace

void add_account_routes(Router& router, const Support& api) {
  add_endpoint(router, api, Method::Post, "/v1/accounts", sign_up);
  add_endpoint(router, api, Method::Post, "/v1/sessions", log_in);
  add_endpoint(router, api, Method::Delete, "/v1/sessions/current", log_out);
  add_endpoint(router, api, Method::Post, "/v1/recovery", recover);
  add_endpoint(router, api, Method::Get, "/v1/chat-servers", chat_servers);
  add_endpoint(router, api, Method::Get, "/v1/me", me);
  add_endpoint(router, api, Method::Patch, "/v1/me", change_me);
  add_endpoint(router, api, Method::Delete, "/v1/me", delete_me);
  add_endpoint(router, api, Method::Put, "/v1/me/password", change_password);
  add_endpoint(router, api, Method::Get, "/v1/devices", devices);
  add_endpoint(router, api, Method::Delete, "/v1/devices/{id}", revoke_device);
}

}  // namespace parley
