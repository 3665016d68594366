#include "http/api_support.h"

#include <charconv>
#include <ranges>

namespace parley {

Awaitable<Result<Caller>> ApiSupport::authenticate(const RequestContext& context) const {
  const auto token = context.request.bearer_token();
  if (!token) co_return fail(Errc::Unauthorized, "no bearer token");
  auto caller =
      co_await ports_.sql_pool.run([&devices = ports_.devices, token = std::string(*token)] {
        return devices.authenticate(token);
      });
  if (caller) ports_.seen.note(caller->device, ports_.clock.now());
  co_return caller;
}

Result<ConversationId> ApiSupport::conversation_of(const RequestContext& context) const {
  const auto id = conversation_from(context.parameter("id"));
  if (!id) return fail(Errc::NotFound);
  return *id;
}

Result<UserId> ApiSupport::user_of(const RequestContext& context) const {
  const auto user = id_from<UserId>(context.parameter("user"));
  if (!user) return fail(Errc::NotFound);
  return *user;
}

Result<Seq> ApiSupport::seq_of(const RequestContext& context) const {
  const auto number = id_bits_from(context.parameter("seq"));
  if (!number || Seq{*number} >= kOpenEnd) return fail(Errc::NotFound);
  return Seq{*number};
}

Result<std::optional<std::uint64_t>> number_in_query(const RequestContext& context,
                                                     std::string_view name) {
  const auto text = context.request.query_value(name);
  if (!text) return std::nullopt;
  std::uint64_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stopped, error] = std::from_chars(text->data(), end, number);
  const bool is_number = error == std::errc{} && stopped == end && number < to_number(kOpenEnd);
  if (!is_number) return fail(Errc::BadRequest, std::string(name) + " is no number");
  return number;
}

Result<std::vector<UserId>> users_in_query(const RequestContext& context, std::string_view name,
                                           std::size_t most) {
  std::vector<UserId> users;
  const auto text = context.request.query_value(name).value_or("");
  for (const auto part : std::views::split(text, ',')) {
    const auto user = id_from<UserId>(std::string_view(part.begin(), part.end()));
    if (!user) return fail(Errc::BadRequest, std::string(name) + " lists what is no user id");
    users.push_back(*user);
    if (users.size() > most) return fail(Errc::BadRequest, std::string(name) + " is too long");
  }
  return users;
}

std::vector<wire::ChatServer> chat_servers_of(const ApiPorts& ports, const Request& request) {
  const Config::Server& server = ports.config.server;
  std::string url = server.public_url;
  if (url.empty()) url.append("http://").append(request.field("host").value_or(server.listen));
  return {{.url = std::move(url), .region = server.region}};
}

wire::User present(const Profile& profile) {
  wire::User shown{.user = profile.user};
  shown.version = profile.version;
  shown.deleted = profile.deleted;
  if (profile.deleted) return shown;
  shown.username = profile.username;
  shown.display_name = profile.display_name;
  return shown;
}

void add_endpoint(Router& router, const std::shared_ptr<ApiSupport>& api, Method method,
                  std::string_view pattern, ApiHandler handler) {
  router.add(method, pattern,
             [api, handler](RequestContext& context) { return handler(api, context); });
}

void add_api(Router& router, EdgeLocal& edge, const ApiPorts& ports) {
  const auto support = std::make_shared<ApiSupport>(edge, ports);
  add_account_routes(router, support);
  add_people_routes(router, support);
  add_conversation_routes(router, support);
  add_member_routes(router, support);
  add_message_routes(router, support);
  add_history_routes(router, support);
  add_report_routes(router, support);
  add_search_routes(router, support);
  add_sync_routes(router, support);
}

}  // namespace parley
