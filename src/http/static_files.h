// The web client inside the program: the files that `web/build` packed, each as it is and
// compressed.
//
// Hashed files may be kept for ever; every other is asked for again and answered with 304 while it
// is the same. A path that is no file is an address of the client, which its index page reads
// itself.
#pragma once

#include <array>
#include <map>
#include <string_view>

#include "base/error.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

namespace parley {

class StaticFiles {
 public:
  // Reads a pack, which must outlive this: nothing of it is copied. An empty pack is a program that
  // was built without the client. BadRequest if it is no pack.
  //
  // A pack is an index of text and the bodies behind it, in the order of the index:
  //
  //   parley-web-pack 1 <files> LF
  //   <path> TAB <content type> TAB immutable|fresh TAB <etag> TAB <raw> TAB <gzip> TAB <brotli> LF
  //   … bodies: raw, gzip, brotli of the first file, then of the next
  //
  // The last three are sizes; a size of 0 is a form that the pack has not.
  static Result<StaticFiles> parse(std::string_view pack);

  // The client that lies in this program. A broken pack there is a broken build, and ends it.
  static StaticFiles of_this_program();

  // The file of the path, in the best form that the client takes. For any other path outside /v1
  // that a browser asks for as a page: the index page. Else 404.
  Response answer(const Request& request) const;

 private:
  enum Form : std::size_t { kRaw, kGzip, kBrotli, kForms };

  struct File {
    std::string_view content_type;
    std::string_view etag;  // Without quotes; a compressed form adds its name.
    bool is_immutable = false;
    std::array<std::string_view, kForms> bodies;
  };

  static Form form_for(const File& file, const Request& request);
  static Response send(const File& file, const Request& request);

  std::map<std::string_view, File, std::less<>> files_;
};

// The pack of this program; empty if the client was not built.
std::string_view web_pack();

// Answers every GET that no route takes with the files.
void add_static_files(Router& router, const StaticFiles& files);

}  // namespace parley
