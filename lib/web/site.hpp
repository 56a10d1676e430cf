// Site: lapord's facts that all pages need. Step: how a page is made, from a request to an answer, with
// questions to lapord between.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "control/json.hpp"
#include "domain/calendar/calendar.hpp"
#include "web/http/message.hpp"

namespace lapor::web {

using control::Json;

struct Agency {
  std::string code, name;
  bool pin = false, coordinator = false;
};
struct Category {
  std::string code, label;
  bool confidential = false, urgent = false;
  std::vector<std::string> words;
};
struct Area {
  std::string code, name;
  bool city = false;
};
struct Tile {
  std::string area;  ///< "" for words that only orient
  std::int64_t row = 0, column = 0;
  std::string label, name;
  bool city = false;
};

struct Site {
  std::string name, version, timezone, listen, own_number;
  bool behind_proxy = false, public_text = false;
  Instant changed{};  ///< the newest change of agencies, categories and areas
  std::vector<std::string> hosts;
  std::vector<Agency> agencies;
  std::vector<Category> categories;
  std::vector<Area> areas;
  std::vector<Tile> map;
  calendar::Calendar calendar;

  const Agency* agency(std::string_view code) const;
  const Category* category(std::string_view code) const;
  const Area* area(std::string_view code) const;
};
/// From lapord's answer to "settings".
Site read_site(const Json& settings);

struct Step;
/// A question to lapord, and what is made of its answer: {"ok": …}, or null if none came.
struct Ask {
  Json question;
  std::function<Step(const Json& answer)> then;
};
/// The answer, or a question first.
struct Step {
  Step(Response response) : next(std::move(response)) {}
  Step(Ask ask) : next(std::move(ask)) {}
  std::variant<Response, Ask> next;
};

/// The inputs of a page. Copied into the continuation that waits for lapord.
struct Visit {
  std::shared_ptr<const Site> site;
  Request request;
  Instant now{};
  std::string rest;  ///< what stands for the * of the route
};

}  // namespace lapor::web
