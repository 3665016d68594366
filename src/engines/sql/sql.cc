#include "engines/sql/sql.h"

#include "base/check.h"
#include "engines/sql/pool.h"

namespace parley::sql {

bool Row::is_null(std::size_t column) const {
  PARLEY_CHECK(column < values_.size());
  return std::holds_alternative<Null>(values_[column]);
}

std::int64_t Row::integer(std::size_t column) const {
  PARLEY_CHECK(column < values_.size());
  const auto* value = std::get_if<std::int64_t>(&values_[column]);
  PARLEY_CHECK(value != nullptr);
  return *value;
}

const std::string& Row::text(std::size_t column) const {
  PARLEY_CHECK(column < values_.size());
  const auto* value = std::get_if<std::string>(&values_[column]);
  PARLEY_CHECK(value != nullptr);
  return *value;
}

Lease::Lease(Pool& pool, std::unique_ptr<Connection> connection)
    : pool_(&pool), connection_(std::move(connection)) {}

Lease::Lease(Lease&&) noexcept = default;

Lease::~Lease() {
  if (connection_) pool_->give_back(std::move(connection_));
}

Transaction::~Transaction() {
  if (is_open_) lease_->roll_back();
}

Result<Answer> Transaction::run(std::string_view statement, std::initializer_list<Param> params) {
  PARLEY_CHECK(is_open_);
  return lease_->run(statement, {params.begin(), params.size()});
}

Result<> Transaction::commit() {
  PARLEY_CHECK(is_open_);
  auto committed = lease_->commit();
  if (committed) is_open_ = false;
  return committed;
}

Pool::Pool(std::vector<std::unique_ptr<Connection>> connections) : free_(std::move(connections)) {}

Result<Lease> Pool::lease() {
  std::unique_lock lock(mutex_);
  if (!is_free_.wait_for(lock, kLeaseWait, [this] { return !free_.empty(); })) {
    return fail(Errc::Overloaded, "no database connection came free", Milliseconds{1'000});
  }
  auto connection = std::move(free_.back());
  free_.pop_back();
  return Lease(*this, std::move(connection));
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(connection));
  }
  is_free_.notify_one();
}

}  // namespace parley::sql
