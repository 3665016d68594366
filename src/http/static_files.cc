#include "http/static_files.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"

namespace parley {
namespace {

constexpr std::string_view kMagic = "parley-web-pack 1 ";
constexpr std::string_view kIndex = "/index.html";
constexpr std::size_t kFieldsOfAFile = 7;

// No script or style but our own files, no frame around us, and no text of people as script: React
// needs one policy for the address of the service worker, and no other.
constexpr std::string_view kPolicy =
    "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types parley";

constexpr std::string_view kNotBuilt =
    "This is a Parley server. It was built without the web client: script/server builds both.\n";

// Takes what stands before `separator`, which is taken too; nothing where it is missing.
std::optional<std::string_view> take_until(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  if (end == std::string_view::npos) return std::nullopt;
  const auto taken = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return taken;
}

std::optional<std::size_t> size_from(std::string_view text) {
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return size;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (const auto part = take_until(text, separator)) parts.push_back(*part);
  parts.push_back(text);
  return parts;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

// Whether a list such as `gzip, br;q=0.8` names a coding with a weight above zero (RFC 9110 section
// 12.5.3).
bool takes_coding(std::string_view list, std::string_view coding) {
  for (const auto entry : split(list, ',')) {
    const auto parts = split(entry, ';');
    if (trimmed(parts.front()) != coding) continue;
    if (parts.size() == 1) return true;
    const auto weight = trimmed(parts[1]);
    return weight.find_first_not_of("0.", weight.find('=') + 1) != std::string_view::npos;
  }
  return false;
}

bool names_etag(std::string_view list, std::string_view etag) {
  for (const auto entry : split(list, ',')) {
    auto named = trimmed(entry);
    if (named.starts_with("W/")) named.remove_prefix(2);
    if (named == etag || named == "*") return true;
  }
  return false;
}

// Whether a browser asks for a page, and not a script for a file that is not there.
bool wants_page(const Request& request) {
  if (request.path == "/") return true;
  if (request.segments.empty() || request.segments.front() == "v1") return false;
  return request.list_field("accept").find("text/html") != std::string::npos;
}

}  // namespace

Result<StaticFiles> StaticFiles::parse(std::string_view pack) {
  StaticFiles files;
  if (pack.empty()) return files;
  const auto broken = [] { return fail(Errc::BadRequest, "the pack of the web client is broken"); };
  if (!pack.starts_with(kMagic)) return broken();
  pack.remove_prefix(kMagic.size());
  const auto count = take_until(pack, '\n').and_then(size_from);
  if (!count) return broken();
  std::vector<std::pair<File*, std::array<std::size_t, kForms>>> bodies;
  for (std::size_t i = 0; i < *count; ++i) {
    const auto line = take_until(pack, '\n');
    if (!line) return broken();
    const auto fields = split(*line, '\t');
    if (fields.size() != kFieldsOfAFile) return broken();
    File& file = files.files_[fields[0]];
    file = {.content_type = fields[1],
            .etag = fields[3],
            .is_immutable = fields[2] == "immutable",
            .bodies = {}};
    const auto raw = size_from(fields[4]);
    const auto gzip = size_from(fields[5]);
    const auto brotli = size_from(fields[6]);
    if (!raw || !gzip || !brotli) return broken();
    bodies.push_back({&file, {*raw, *gzip, *brotli}});
  }
  for (auto& [file, sizes] : bodies) {
    for (std::size_t form = 0; form < kForms; ++form) {
      if (sizes[form] > pack.size()) return broken();
      file->bodies[form] = pack.substr(0, sizes[form]);
      pack.remove_prefix(sizes[form]);
    }
  }
  if (!pack.empty() || !files.files_.contains(kIndex)) return broken();
  return files;
}

StaticFiles StaticFiles::of_this_program() {
  auto files = parse(web_pack());
  PARLEY_CHECK(files);
  return *std::move(files);
}

StaticFiles::Form StaticFiles::form_for(const File& file, const Request& request) {
  const auto takes = request.list_field("accept-encoding");
  if (!file.bodies[kBrotli].empty() && takes_coding(takes, "br")) return kBrotli;
  if (!file.bodies[kGzip].empty() && takes_coding(takes, "gzip")) return kGzip;
  return kRaw;
}

Response StaticFiles::send(const File& file, const Request& request) {
  constexpr std::array<std::string_view, kForms> kNames = {"", "gzip", "br"};
  const Form form = form_for(file, request);
  const auto etag = form == kRaw ? fmt::format("\"{}\"", file.etag)
                                 : fmt::format("\"{}-{}\"", file.etag, kNames[form]);
  Response response{.status = 200, .content_type = file.content_type};
  response.fields = {
      {"Cache-Control", file.is_immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"ETag", etag},
      {"Vary", "Accept-Encoding"}};
  if (file.content_type.starts_with("text/html")) {
    response.fields.emplace_back("Content-Security-Policy", kPolicy);
    response.fields.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    response.fields.emplace_back("Referrer-Policy", "no-referrer");
    response.fields.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }
  if (names_etag(request.list_field("if-none-match"), etag)) {
    response.status = 304;
    return response;
  }
  response.body = file.bodies[form];
  if (form != kRaw) response.fields.emplace_back("Content-Encoding", kNames[form]);
  return response;
}

Response StaticFiles::answer(const Request& request) const {
  if (const auto found = files_.find(request.path); found != files_.end()) {
    return send(found->second, request);
  }
  if (!wants_page(request)) return problem({Errc::NotFound, "no route"});
  if (const auto index = files_.find(kIndex); index != files_.end()) {
    return send(index->second, request);
  }
  return {
      .status = 200, .body = std::string(kNotBuilt), .content_type = "text/plain; charset=utf-8"};
}

void add_static_files(Router& router, const StaticFiles& files) {
  router.set_fallback([&files](RequestContext& context) -> Awaitable<Response> {
    return [](Response response) -> Awaitable<Response> {
      co_return response;
    }(files.answer(context.request));
  });
}

}  // namespace parley
