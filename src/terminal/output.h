// Where lines for a person go.
#pragma once

#include <string_view>

namespace parley::terminal {

class Output {
 public:
  virtual ~Output() = default;

  // Shows `text`, which is harmless, on a line or lines of its own. Nothing where it is empty.
  virtual void show(std::string_view text) = 0;
};

}  // namespace parley::terminal
