// Feeds arbitrary bytes to everything the load generator reads: WebSocket frames, the JSON inside
// them, and the stamps in their texts.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/frame.h"
#include "bench/scan.h"
#include "bench/stamp.h"
#include "bench/ws_frame.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley::bench;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  ServerFrame frame;
  std::vector<Item> items;
  (void)read_frame(bytes, frame, items);
  (void)read_stamp(bytes);
  for (auto rest = bytes; !rest.empty();) {
    const auto ws = read_ws_frame(rest);
    if (ws.state != WsFrame::State::Whole) break;
    (void)read_frame(ws.payload, frame, items);
    rest.remove_prefix(ws.size);
  }
  return 0;
}
