// Reporting a message or a user to those who run the server.
#include "http/api_support.h"
#include "pipeline/history_view.h"

namespace parley {
namespace {

using Support = std::shared_ptr<ApiSupport>;

// The message that is reported; BadRequest for half a place.
Result<std::optional<MessagePlace>> message_in(const wire::ReportBody& body) {
  if (body.conversation.has_value() != body.seq.has_value()) {
    return fail(Errc::BadRequest, "a message is named by conversation and seq");
  }
  if (!body.conversation) return std::nullopt;
  return MessagePlace{*body.conversation, *body.seq};
}

Awaitable<Response> report(Support api, RequestContext& context) {
  const ApiPorts& ports = api->ports();
  PARLEY_ANSWER(const Caller caller, co_await api->authenticate(context));
  PARLEY_ANSWER(auto body, api->body_of<wire::ReportBody>(context));
  PARLEY_ANSWER(const auto message, message_in(body));
  if (message) {
    // Who may not read it learns nothing of it.
    PARLEY_ANSWER_TRY(co_await ports.store_pool.run(
        [view = HistoryView(ports.reader), user = caller.user, place = *message] {
          return view.event(user, place.conversation, place.seq);
        }));
  }
  PARLEY_ANSWER_TRY(co_await ports.sql_pool.run(
      [&reports = ports.reports, made = Report{.reporter = caller.user,
                                               .user = body.user,
                                               .message = message,
                                               .reason = std::move(body.reason)}] {
        return reports.report(made);
      }));
  co_return no_content();
}

}  // namespace

void add_report_routes(Router& router, const Support& api) {
  add_endpoint(router, api, Method::Post, "/v1/reports", report);
}

}  // namespace parley
