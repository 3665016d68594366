#include "http/static_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace parley {
namespace {

struct Packed {
  std::string path;
  std::string type;
  std::string cache;
  std::vector<std::string> bodies;  // Raw, gzip, brotli.
};

std::string pack_of(const std::vector<Packed>& files) {
  std::string index = fmt::format("parley-web-pack 1 {}\n", files.size());
  std::string bodies;
  for (const auto& file : files) {
    index += fmt::format("{}\t{}\t{}\tabc\t{}\t{}\t{}\n", file.path, file.type, file.cache,
                         file.bodies[0].size(), file.bodies[1].size(), file.bodies[2].size());
    for (const auto& body : file.bodies) bodies += body;
  }
  return index + bodies;
}

Request get(std::string path, std::vector<std::pair<std::string, std::string>> fields = {}) {
  Request request;
  request.path = std::move(path);
  request.fields = std::move(fields);
  std::string_view rest = std::string_view(request.path).substr(1);
  request.segments.emplace_back(rest.substr(0, rest.find('/')));
  return request;
}

std::string field(const Response& response, std::string_view name) {
  const auto found =
      std::ranges::find(response.fields, name, &std::pair<std::string_view, std::string>::first);
  return found == response.fields.end() ? "" : found->second;
}

class StaticFilesTest : public testing::Test {
 protected:
  const std::string pack_ = pack_of(
      {{"/index.html", "text/html; charset=utf-8", "fresh", {"<!doctype html>", "gz", "br"}},
       {"/assets/a-1.js", "text/javascript", "immutable", {"run()", "gzip run", ""}}});
  const StaticFiles files_ = StaticFiles::parse(pack_).value();
};

TEST_F(StaticFilesTest, SendsTheBestFormThatTheClientTakes) {
  EXPECT_EQ(files_.answer(get("/index.html")).body, "<!doctype html>");
  const auto best = files_.answer(get("/index.html", {{"accept-encoding", "gzip, deflate, br"}}));
  EXPECT_EQ(best.body, "br");
  EXPECT_EQ(field(best, "Content-Encoding"), "br");
  EXPECT_EQ(field(best, "Vary"), "Accept-Encoding");
  const auto gzip = files_.answer(get("/index.html", {{"accept-encoding", "br;q=0, gzip;q=0.5"}}));
  EXPECT_EQ(gzip.body, "gz");
  EXPECT_EQ(files_.answer(get("/assets/a-1.js", {{"accept-encoding", "br"}})).body, "run()");
}

TEST_F(StaticFilesTest, LetsHashedFilesBeKeptForEverAndNoOther) {
  EXPECT_EQ(field(files_.answer(get("/assets/a-1.js")), "Cache-Control"),
            "public, max-age=31536000, immutable");
  EXPECT_EQ(field(files_.answer(get("/index.html")), "Cache-Control"), "no-cache");
}

TEST_F(StaticFilesTest, AnswersWithNothingWhatTheClientHas) {
  const auto etag = field(files_.answer(get("/index.html")), "ETag");
  const auto same = files_.answer(get("/index.html", {{"if-none-match", "\"x\", W/" + etag}}));
  EXPECT_EQ(same.status, 304);
  EXPECT_TRUE(same.body.empty());
  const auto other_form =
      files_.answer(get("/index.html", {{"if-none-match", etag}, {"accept-encoding", "br"}}));
  EXPECT_EQ(other_form.status, 200);
}

TEST_F(StaticFilesTest, AnswersAddressesOfTheClientWithItsPage) {
  for (const auto* path : {"/c/g12", "/settings/devices", "/signup"}) {
    const auto page = files_.answer(get(path, {{"accept", "text/html,*/*"}}));
    EXPECT_EQ(page.body, "<!doctype html>") << path;
    EXPECT_FALSE(field(page, "Content-Security-Policy").empty());
  }
  EXPECT_EQ(files_.answer(get("/")).status, 200);
  EXPECT_EQ(files_.answer(get("/v1/nothing", {{"accept", "text/html"}})).status, 404);
  EXPECT_EQ(files_.answer(get("/assets/gone.js", {{"accept", "*/*"}})).status, 404);
}

TEST_F(StaticFilesTest, SaysSoWhereTheClientWasNotBuilt) {
  const auto none = StaticFiles::parse("").value();
  const auto page = none.answer(get("/"));
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.body.find("without the web client"), std::string::npos);
}

TEST_F(StaticFilesTest, RefusesAPackThatIsCutOrGrown) {
  for (std::size_t size = 1; size < pack_.size(); ++size) {
    EXPECT_FALSE(StaticFiles::parse(std::string_view(pack_).substr(0, size))) << size;
  }
  EXPECT_FALSE(StaticFiles::parse(pack_ + "x"));
}

TEST_F(StaticFilesTest, ThePackOfThisProgramIsWhole) {
  EXPECT_TRUE(StaticFiles::parse(web_pack()));
}

}  // namespace
}  // namespace parley
