#include "http/router.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/check.h"

namespace parley {

// One segment of the patterns, by what came before it.
struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::string pattern;  // Where a route ends here.
  std::vector<std::string> names;
  std::map<Method, Handler> handlers;
  UpgradeHandler upgrade;

  bool is_route() const { return !handlers.empty() || upgrade; }

  // The route for `rest`, literals first; `values` are those of the parameters on the way to it.
  const Node* find(std::span<const std::string> rest, std::vector<std::string>& values) const {
    if (rest.empty()) return is_route() ? this : nullptr;
    if (const auto literal = literals.find(rest.front()); literal != literals.end()) {
      if (const Node* found = literal->second->find(rest.subspan(1), values)) return found;
    }
    if (!parameter || rest.front().empty()) return nullptr;
    values.push_back(rest.front());
    const Node* const found = parameter->find(rest.subspan(1), values);
    if (found == nullptr) values.pop_back();
    return found;
  }

  std::string allowed() const {
    std::string list;
    const auto add = [&list](Method method) {
      if (!list.empty()) list += ", ";
      list += to_text(method);
    };
    for (const auto& [method, handler] : handlers) {
      add(method);
      if (method == Method::Get) add(Method::Head);
    }
    if (upgrade && !handlers.contains(Method::Get)) add(Method::Get);
    return list;
  }
};

std::string_view RequestContext::parameter(std::string_view name) const {
  const auto found = std::ranges::find(parameters_, name, &Parameters::value_type::first);
  PARLEY_CHECK(found != parameters_.end());
  return found->second;
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::Router(Router&&) noexcept = default;
Router::~Router() = default;

Router::Node& Router::node_of(std::string_view pattern) {
  PARLEY_CHECK(pattern.starts_with('/'));
  Node* node = root_.get();
  std::vector<std::string> names;
  for (auto rest = pattern; !rest.empty();) {
    rest.remove_prefix(1);
    const auto segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    const bool is_parameter = segment.starts_with('{') && segment.ends_with('}');
    if (is_parameter) names.emplace_back(segment.substr(1, segment.size() - 2));
    auto& next = is_parameter ? node->parameter : node->literals[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  PARLEY_CHECK(node->pattern.empty() || node->pattern == pattern);
  node->pattern = pattern;
  node->names = std::move(names);
  return *node;
}

void Router::add(Method method, std::string_view pattern, Handler handler) {
  const bool is_new = node_of(pattern).handlers.emplace(method, std::move(handler)).second;
  PARLEY_CHECK(is_new);
}

void Router::add_upgrade(std::string_view pattern, UpgradeHandler handler) {
  Node& node = node_of(pattern);
  PARLEY_CHECK(!node.upgrade);
  node.upgrade = std::move(handler);
}

void Router::set_fallback(Handler handler) {
  PARLEY_CHECK(!fallback_);
  fallback_ = std::move(handler);
}

Router::Match Router::match(Method method, std::span<const std::string> segments) const {
  Match match;
  std::vector<std::string> values;
  const Node* const node = root_->find(segments, values);
  const auto wanted = method == Method::Head ? Method::Get : method;
  if (node == nullptr) {
    if (wanted == Method::Get && fallback_) match = {.pattern = "/*", .handler = &fallback_};
    return match;
  }
  match.pattern = node->pattern;
  for (std::size_t i = 0; i < values.size(); ++i) {
    match.parameters.emplace_back(node->names[i], std::move(values[i]));
  }
  if (const auto found = node->handlers.find(wanted); found != node->handlers.end()) {
    match.handler = &found->second;
  } else if (node->upgrade && method == Method::Get) {
    match.upgrade = &node->upgrade;
  } else {
    match.allow = node->allowed();
  }
  return match;
}

}  // namespace parley
