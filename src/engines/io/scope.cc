#include "engines/io/scope.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <exception>
#include <memory>

#include "base/check.h"

namespace parley {

// A link of the scope's list, owned by the completion handler of its coroutine. It leaves the list
// when that handler goes, whether it was called or not.
struct Scope::Task {
  explicit Task(Scope& owner) : scope(owner), next(owner.first_) {
    if (next != nullptr) next->previous = this;
    scope.first_ = this;
    ++scope.running_;
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  ~Task() {
    if (next != nullptr) next->previous = previous;
    (previous != nullptr ? previous->next : scope.first_) = next;
    if (--scope.running_ == 0) scope.none_left_.set();
  }

  Scope& scope;
  asio::cancellation_signal signal;
  Task* previous = nullptr;
  Task* next;
};

namespace {

// Whatever is no cancellation leaves this function, and so ends the process.
void expect_cancellation(std::exception_ptr error) noexcept {
  try {
    std::rethrow_exception(std::move(error));
  } catch (const boost::system::system_error& thrown) {
    PARLEY_CHECK(thrown.code() == asio::error::operation_aborted);
  }
}

}  // namespace

Scope::Scope(Executor executor) : executor_(executor), none_left_(executor) {}

Scope::~Scope() { PARLEY_CHECK(running_ == 0); }

void Scope::start(Awaitable<> task) {
  auto entry = std::make_unique<Task>(*this);
  const auto slot = entry->signal.slot();
  auto ended = [entry = std::move(entry)](std::exception_ptr error) {
    if (error) expect_cancellation(std::move(error));
  };
  asio::co_spawn(executor_, std::move(task), asio::bind_cancellation_slot(slot, std::move(ended)));
}

void Scope::cancel() {
  for (Task* task = first_; task != nullptr;) {
    Task* const next = task->next;
    task->signal.emit(asio::cancellation_type::terminal);
    task = next;
  }
}

Awaitable<bool> Scope::wait_for(Milliseconds most) {
  if (running_ == 0) co_return true;
  none_left_.clear();
  co_return co_await none_left_.wait_for(most);
}

}  // namespace parley
