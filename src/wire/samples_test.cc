// Every object of the protocol, there and back: what stands in samples.inc (which the generator
// made and protocol/test_generate.py holds against the schemas) is read, written, and must be the
// same.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "wire/client_frames.h"
#include "wire/events.h"
#include "wire/json_reader.h"
#include "wire/requests.h"
#include "wire/responses.h"
#include "wire/server_frames.h"

namespace parley::wire {
namespace {

template <class T>
void expect_round_trip(JsonReader& reader, std::string_view json) {
  const auto value = reader.read<T>(json, Tail::Bare);
  ASSERT_TRUE(value) << json << " refused: " << value.error().error.detail;
  std::string written;
  append_json(written, *value);
  EXPECT_EQ(written, json);
}

TEST(Samples, OfEveryObjectAreWrittenAsTheyWereRead) {
  JsonReader reader;
#define PARLEY_SAMPLE(type, json) expect_round_trip<type>(reader, json);
#include "wire/samples.inc"
#undef PARLEY_SAMPLE
}

TEST(Samples, AreRefusedWhenARequiredFieldIsMissing) {
  JsonReader reader;
  EXPECT_FALSE(reader.read<Range>(R"({"first":1})", Tail::Bare));
  EXPECT_FALSE(reader.read<History>(R"({"type":"history","ref":"1","events":[],"has_more":false})",
                                    Tail::Bare));
}

}  // namespace
}  // namespace parley::wire
