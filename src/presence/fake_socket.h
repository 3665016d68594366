// A socket that writes down what it is told.
#pragma once

#include <string>
#include <vector>

#include "presence/hint_socket.h"

namespace parley {

class FakeSocket final : public HintSocket {
 public:
  explicit FakeSocket(UserId of) : user(of) { hints = std::make_unique<SocketHints>(); }

  UserId hint_user() const override { return user; }
  bool is_open() const override { return true; }
  bool has_hint_room() const override { return has_room; }
  void write_hint(const std::shared_ptr<const std::string>& frame) override {
    told.push_back(*frame);
  }

  UserId user;
  bool has_room = true;
  std::vector<std::string> told;
};

}  // namespace parley
