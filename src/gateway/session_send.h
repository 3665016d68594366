// How a session writes a frame of the protocol; for the session's own files only.
#pragma once

#include <string>

#include "gateway/hub.h"
#include "gateway/session.h"
#include "pipeline/present.h"

namespace parley {

template <class Frame>
void Session::send(const Frame& frame) {
  std::string& json = hub_.scratch();
  json.clear();
  wire::append_json(json, frame);
  send_frame(WsOpcode::Text, json);
}

}  // namespace parley
