#include "server/admin_backup.h"

#include <atomic>
#include <memory>
#include <utility>

#include "http/response.h"

namespace parley {
namespace {

struct Backups {
  WorkerPool& pool;
  std::function<Result<>(const std::string&)> back_up;
  std::atomic<bool> is_running{false};
};

Awaitable<Response> make_backup(std::shared_ptr<Backups> backups, RequestContext& context) {
  const Request& request = context.request;
  if (request.field("origin") || request.field("sec-fetch-site")) {
    co_return problem({Errc::Forbidden, "asked for by a web page"});
  }
  const std::string directory(request.query_value("directory").value_or(""));
  if (!directory.starts_with('/')) {
    co_return problem({Errc::BadRequest, "directory is no absolute path"});
  }
  if (backups->is_running.exchange(true)) co_return problem({Errc::Conflict, "one is under way"});
  const auto done = co_await backups->pool.run([backups, directory] {
    auto result = backups->back_up(directory);
    backups->is_running = false;
    return result;
  });
  if (done) co_return no_content();
  if (done.error().code == Errc::Overloaded) backups->is_running = false;  // It never ran.
  co_return problem(done.error());
}

}  // namespace

void add_backup(Router& router, WorkerPool& pool,
                std::function<Result<>(const std::string& directory)> back_up) {
  const auto backups = std::make_shared<Backups>(pool, std::move(back_up));
  router.add(Method::Post, "/backup",
             [backups](RequestContext& context) { return make_backup(backups, context); });
}

}  // namespace parley
