// Any bytes as a frame from a client, from a server and as an event: the reader says yes or no and
// never crashes, and what it took can be written and is then read as the same value.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "wire/client_frames.h"
#include "wire/json_reader.h"
#include "wire/server_frames.h"

namespace {

using parley::wire::JsonReader;
using parley::wire::Tail;

template <class T>
void there_and_back(JsonReader& reader, std::string_view json) {
  const auto value = reader.read<T>(json, Tail::Bare);
  if (!value) return;
  std::string written;
  append_json(written, *value);
  const auto again = reader.read<T>(written, Tail::Bare);
  PARLEY_CHECK(again && *again == *value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static JsonReader reader;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  there_and_back<parley::wire::ClientFrame>(reader, json);
  there_and_back<parley::wire::ServerFrame>(reader, json);
  there_and_back<parley::wire::Event>(reader, json);
  return 0;
}
