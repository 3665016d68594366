// What an operator asks: is it alive, does it take work, which version, its figures.
#include "base/metrics.h"
#include "http/api.h"
#include "wire/responses.h"

namespace parley {
namespace {

Response text(int status, std::string body) {
  return {.status = status, .body = std::move(body), .content_type = "text/plain; charset=utf-8"};
}

Awaitable<Response> livez(RequestContext&) { co_return text(200, "alive\n"); }

Awaitable<Response> readyz(HealthPorts ports) {
  if (ports.is_ready()) co_return text(200, "ready\n");
  co_return problem({Errc::StoreFailed, "not ready", Milliseconds{1'000}});
}

Awaitable<Response> metrics_text(const Metrics& metrics) {
  co_return Response{.status = 200,
                     .body = metrics.expose(),
                     .content_type = "text/plain; version=0.0.4; charset=utf-8"};
}

Awaitable<Response> version(std::string version) {
  std::string json;
  wire::append_json(json, wire::Version{.version = std::move(version)});
  co_return json_response(200, std::move(json));
}

Awaitable<Response> docs(RequestContext&) {
  co_return Response{
      .status = 200, .body = std::string(openapi_document()), .content_type = "application/yaml"};
}

}  // namespace

void add_health(Router& router, const HealthPorts& ports) {
  router.add(Method::Get, "/livez", livez);
  router.add(Method::Get, "/readyz", [ports](RequestContext&) { return readyz(ports); });
  router.add(Method::Get, "/version", [ports](RequestContext&) { return version(ports.version); });
  router.add(Method::Get, "/docs", docs);
}

void add_admin(Router& router, const Metrics& metrics, const HealthPorts& ports) {
  add_health(router, ports);
  router.add(Method::Get, "/metrics",
             [&metrics](RequestContext&) { return metrics_text(metrics); });
}

}  // namespace parley
