// A site of values for the tests of pages, and lapord's answers as they look. Every phone number is
// fictitious.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "control/protocol.hpp"
#include "web/app.hpp"

namespace lapor::web {

inline const Instant noon = from_ms(1'772'539'200'000);  // 2026-03-03T12:00:00Z

/// Texts of strangers that would do harm if they were taken for markup, a formula or a control character.
inline const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts{
      "<script>alert(1)</script>",
      "\"><img src=x onerror=alert(1)>",
      "' onmouseover='alert(1)",
      "</title></textarea></svg><b>bold</b>",
      "{{7*7}} ${7*7} {0} {} %s %n",
      "javascript:alert(1)",
      "=HYPERLINK(\"http://x\")",
      "&lt;already&amp;escaped",
      "\xE2\x80\xAE"
      "gnirts desrever"
      "\xE2\x80\xAC",
      "\x01\x02\x1b[31mred\x7f",
      "\xff\xfe broken \xc3\x28 utf8 \xed\xa0\x80",
      "\xEF\xBF\xBE\xEF\xBF\xBF",
      "]]>--><!--",
      "baris satu\r\nSet-Cookie: a=b\r\n\r\n<b>",
      std::string(4000, 'A'),
  };
  return texts;
}

inline Json settings_json(const std::string& name = "Lapor Uji") {
  const auto agency = [](const char* code, const char* full) {
    return Json::object({{"code", code}, {"name", full}, {"pin", false}, {"coordinator", false}});
  };
  auto agencies = Json::list();
  agencies.add(agency("BMCK", "Dinas Bina Marga"));
  agencies.add(agency("DISHUB", "Dinas Perhubungan"));
  auto categories = Json::list();
  categories.add(
      Json::object({{"code", "JALAN"}, {"label", "JALAN"}, {"urgent", false}, {"confidential", false}}));
  categories.add(
      Json::object({{"code", "PUNGLI"}, {"label", "PUNGLI"}, {"urgent", false}, {"confidential", true}}));
  auto areas = Json::list();
  areas.add(Json::object({{"code", "33.16"}, {"name", "Blora"}, {"city", false}}));
  areas.add(Json::object({{"code", "33.74"}, {"name", "Semarang"}, {"city", true}}));
  auto map = Json::list();
  map.add(Json::object(
      {{"area", "33.16"}, {"row", 1}, {"column", 2}, {"label", "BLA"}, {"name", "Blora"}, {"city", false}}));
  map.add(Json::object({{"area", "33.74"},
                        {"row", 1},
                        {"column", 1},
                        {"label", "SMG*"},
                        {"name", "Semarang"},
                        {"city", true}}));
  return Json::object({{"name", name},
                       {"version", "1.2.3"},
                       {"timezone", "Asia/Jakarta"},
                       {"listen", "127.0.0.1:8311"},
                       {"behind_proxy", false},
                       {"hosts", Json::list()},
                       {"changed", 1'772'517'600'000},
                       {"public_text", false},
                       {"agencies", agencies},
                       {"categories", categories},
                       {"areas", areas},
                       {"map", map}});
}

inline std::shared_ptr<const Site> site() { return std::make_shared<const Site>(read_site(settings_json())); }

inline Request get(std::string path, const std::string& query = {}) {
  Request request;
  request.path = std::move(path);
  request.query = *read_fields(query);
  request.host = "127.0.0.1:8311";
  request.client = "127.0.0.1";
  return request;
}
inline Request post(std::string path, const std::string& form, const std::string& cookie = {}) {
  auto request = get(std::move(path));
  request.method = Method::post;
  request.form = *read_fields(form);
  request.origin = "http://127.0.0.1:8311";
  request.cookie = cookie;
  return request;
}

/// Answers each question of a page by `lapord`, until there is a response. Keeps the questions.
struct Visitor {
  App app;
  std::shared_ptr<const Site> at = site();
  std::function<Json(const Json& question)> lapord = [](const Json&) { return Json(); };
  std::vector<Json> asked;

  Response ask(const Request& request) {
    auto step = app.handle(at, request, noon);
    while (auto* ask = std::get_if<Ask>(&step.next)) {
      asked.push_back(ask->question);
      auto then = ask->then;
      step = then(lapord(asked.back()));
    }
    return std::get<Response>(step.next);
  }
};

}  // namespace lapor::web
