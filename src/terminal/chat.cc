#include "terminal/chat.h"

#include <signal.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <chrono>
#include <cstdlib>
#include <deque>
#include <memory>
#include <utility>

#include "base/random.h"
#include "base/time.h"
#include "base/try.h"
#include "engines/io/scope.h"
#include "engines/io/signal.h"
#include "terminal/book.h"
#include "terminal/conversation_view.h"
#include "terminal/deeds.h"
#include "terminal/keyboard.h"
#include "terminal/link.h"
#include "terminal/outbox.h"
#include "terminal/profile_store_sql.h"
#include "terminal/render.h"
#include "terminal/screen.h"
#include "terminal/server_address.h"

namespace parley::terminal {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds kLineWait = 1h;
constexpr Milliseconds kSendAtEnd = 10s;
constexpr Milliseconds kEndLook = 50ms;

// The parts of one terminal, on one loop.
class Terminal {
 public:
  Terminal(ProfileStore& store, Profile profile, ServerAddress server)
      : screen_(STDIN_FILENO, STDOUT_FILENO),
        book_(store, std::move(profile)),
        api_(std::move(server)),
        parts_{book_, api_, screen_, clock_, random_},
        link_(loop_.get_executor(), parts_),
        view_(book_, api_, link_, screen_),
        deeds_(parts_, link_, view_,
               [this](std::string prompt) { return ask_secret(std::move(prompt)); }),
        scope_(loop_.get_executor()),
        has_line_(loop_.get_executor()),
        signals_(loop_, SIGINT, SIGTERM, SIGHUP) {}

  void run() {
    Keyboard keyboard(loop_.get_executor(), STDIN_FILENO,
                      [this](std::string bytes) { take(bytes); });
    signals_.async_wait([this](IoError error, int) {
      if (!error) end_input(true);
    });
    scope_.start(talk());
    scope_.start(follow());
    loop_.run();
  }

 private:
  void take(const std::string& bytes) {
    auto typed = screen_.feed(bytes);
    for (auto& line : typed.lines) lines_.push_back(std::move(line));
    if (typed.is_end) end_input(false);
    has_line_.set();
  }

  void end_input(bool is_at_once) {
    is_ended_ = true;
    is_interrupted_ = is_interrupted_ || is_at_once;
    has_line_.set();
  }

  Awaitable<> follow() { co_await link_.run(); }

  // Nothing at the end of the input.
  Awaitable<std::optional<std::string>> next_line() {
    while (lines_.empty() && !is_ended_) {
      has_line_.clear();
      co_await has_line_.wait_for(kLineWait);
    }
    if (lines_.empty() || is_interrupted_) co_return std::nullopt;
    std::string line = std::move(lines_.front());
    lines_.pop_front();
    co_return line;
  }

  Awaitable<std::string> ask_secret(std::string prompt) {
    screen_.set_prompt(std::move(prompt), true);
    auto line = co_await next_line();
    screen_.set_prompt({});
    co_return std::move(line).value_or("");
  }

  void set_prompt() {
    const auto& open = book_.profile().open;
    screen_.set_prompt((open ? Names(book_.profile()).of(*open) : std::string()) + "> ");
  }

  Awaitable<> greet() {
    const Profile& profile = book_.profile();
    if (!profile.account || profile.account->token.empty()) {
      screen_.show(
          "Welcome to Parley. /signup NAME makes an account, /login NAME uses one, "
          "/help lists the rest.");
    }
    Changes shown;
    for (const auto& [position, row] : profile.outbox) {
      if (row.state != OutboxState::Failed) continue;
      screen_.show("! was not sent: " + harmless(row.text));
      shown.outbox_gone.push_back(position);
    }
    if (!shown.outbox_gone.empty()) (void)book_.commit(shown);
    if (profile.account) api_.set_token(profile.account->token);
    if (profile.open) co_await view_.open(ConversationId(*profile.open));
  }

  Awaitable<> talk() {
    co_await greet();
    for (;;) {
      set_prompt();
      const auto line = co_await next_line();
      if (!line) break;
      auto command = parse_command(*line);
      if (!command) {
        screen_.show(command.error());
      } else if (!co_await deeds_.carry_out(std::move(*command))) {
        is_interrupted_ = true;
        break;
      }
    }
    co_await send_the_rest();
    link_.stop();
    signals_.cancel();
  }

  // A script that ends has said what it wanted to say.
  Awaitable<> send_the_rest() {
    const Milliseconds until = clock_.monotonic() + kSendAtEnd;
    while (!is_interrupted_ && count_waiting(book_.profile()) > 0 && clock_.monotonic() < until) {
      co_await sleep_for(kEndLook);
    }
    if (const auto waiting = count_waiting(book_.profile()); waiting > 0) {
      screen_.show("… " + std::to_string(waiting) + " not sent yet; they are kept for next time");
    }
  }

  asio::io_context loop_{1};
  SystemClock clock_;
  SystemRandom random_;
  Screen screen_;
  Book book_;
  Api api_;
  LinkParts parts_;
  Link link_;
  ConversationView view_;
  Deeds deeds_;
  Scope scope_;
  Signal has_line_;
  asio::signal_set signals_;
  std::deque<std::string> lines_;
  bool is_ended_ = false;
  bool is_interrupted_ = false;
};

Result<std::string> folder_of(const ChatOptions& options) {
  if (!options.data_folder.empty()) return options.data_folder;
  if (options.profile.empty() || options.profile.find('/') != std::string::npos ||
      options.profile.starts_with('.')) {
    return fail(Errc::BadRequest, "a profile is named without / and without . in front");
  }
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/parley/" + options.profile;
  const char* home = std::getenv("HOME");
  if (home == nullptr) return fail(Errc::BadRequest, "there is no HOME; use --data");
  return std::string(home) + "/.local/share/parley/" + options.profile;
}

}  // namespace

Result<> chat(const ChatOptions& options) {
  PARLEY_LET(const auto server, server_address_from(options.server));
  PARLEY_LET(const auto folder, folder_of(options));
  PARLEY_LET(const auto store, open_profile(folder));
  PARLEY_LET(Profile profile, store->load());
  if (profile.account && profile.account->server != server.authority()) {
    return fail(Errc::Conflict, "this profile belongs to http://" + profile.account->server +
                                    "; use --server, or another --profile");
  }
  ::signal(SIGPIPE, SIG_IGN);
  Terminal(*store, std::move(profile), server).run();
  return {};
}

}  // namespace parley::terminal
