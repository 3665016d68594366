// Any bytes as a packed row: an error, or values that pack to a row which reads the same.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "store/inbox_packing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley;
  const auto values = unpack_rows({reinterpret_cast<const char*>(data), size});
  if (!values) return 0;
  const std::string packed = pack_rows(*values);
  const auto again = unpack_rows(packed);
  PARLEY_CHECK(again && *again == *values);
  return 0;
}
