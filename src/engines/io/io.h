// The async vocabulary of the server: Boost.Asio's sockets, timers and coroutines, bound to the
// executor of an event loop (no type-erased executors: they cost an allocation here and there).
//
// A loop has one thread, so whatever is started on it needs no lock. A coroutine is an
// Awaitable<T>; it awaits an operation with `outcome`, which gives the error as a value and never
// throws:
//
//   const auto [error, size] = co_await socket.async_read_some(buffer, outcome);
//
// A coroutine that its Scope has cancelled finds operation_aborted in the operation it waits for,
// and is unwound at the next wait.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace parley {

namespace asio = boost::asio;
using IoError = boost::system::error_code;

using Executor = asio::io_context::executor_type;

template <class T = void>
using Awaitable = asio::awaitable<T, Executor>;

inline constexpr asio::use_awaitable_t<Executor> use_awaitable;
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> outcome{use_awaitable};

using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace parley
