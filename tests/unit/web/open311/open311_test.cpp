// GeoReport v2: a client that knows the specification alone reads JSON and XML, and each refusal.
#include <regex>

#include "support/catch.hpp"
#include "unit/web/site.hpp"
#include "web/open311/resources.hpp"

using namespace lapor;
using namespace lapor::web;
using control::parse_json;

namespace {

Json row(const std::string& text) {
  return Json::object({{"service_request_id", "1000015"},
                       {"service_code", "JALAN"},
                       {"service_name", "JALAN"},
                       {"agency_responsible", "Dinas Bina Marga"},
                       {"status", "closed"},
                       {"status_notes", "SELESAI"},
                       {"description", text},
                       {"x_area_code", "33.16"},
                       {"requested_datetime", "2026-03-01T01:00:00Z"},
                       {"updated_datetime", "2026-03-03T01:00:00Z"},
                       {"expected_datetime", Json()},
                       {"service_notice", Json()},
                       {"x_status", "closed"},
                       {"x_channel", "sms"},
                       {"x_class", "14wd"},
                       {"x_closed_datetime", "2026-03-02T01:00:00Z"},
                       {"x_level", 1},
                       {"x_reopens", 0},
                       {"x_rating", Json()}});
}

/// A gateway with this one report, and a key.
Json gateway(const Json& question, const std::string& text = "lubang") {
  const auto command = control::text_of(question, "command");
  if (command == "request")
    return control::text_of(question, "ticket") == "1000015" ? control::done(row(text))
                                                             : control::refused("unknown");
  if (command == "requests") {
    auto rows = Json::list();
    rows.add(row(text));
    return control::done(Json::object({{"rows", rows}, {"more", false}}));
  }
  if (control::text_of(question, "key") != "app.right") return control::refused("key");
  return control::done(Json::object({{"ticket", "1000023"}, {"state", "forwarded"}}));
}

struct Client : Visitor {
  Client() {
    lapord = [](const Json& question) { return gateway(question); };
  }
  Response fetch(const std::string& resource, const std::string& query = {}) {
    return ask(get("/open311/v2/" + resource, query));
  }
  Response send(const std::string& form, const std::string& format = "json") {
    auto request = post("/open311/v2/requests." + format, form);
    request.body = form;
    request.origin.clear();
    return ask(request);
  }
};

std::vector<std::string> names_of(const Json& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.members()) names.push_back(name);
  return names;
}

const std::string good_report = "api_key=app.right&service_code=JALAN&description=lubang&address_id=33.16";

}  // namespace

TEST_CASE("services and their definitions have exactly the specification's fields", "[open311]") {
  Client client;
  const auto services = client.fetch("services.json");
  CHECK(services.type == "application/json; charset=utf-8");
  const auto list = *parse_json(services.body);
  REQUIRE(list.items().size() == 2);
  CHECK(names_of(list.items()[0]) == std::vector<std::string>{"service_code", "service_name", "description",
                                                              "metadata", "type", "keywords", "group"});
  CHECK(list.items()[0]["metadata"].truth());
  const auto definition = *parse_json(client.fetch("services/JALAN.json").body);
  CHECK(names_of(definition["attributes"].items()[0]) ==
        std::vector<std::string>{"variable", "code", "datatype", "required", "datatype_description", "order",
                                 "description", "values"});
  CHECK(client.fetch("services/NONE.json").status == 404);
  CHECK(client.fetch("services").status == 404);
}

TEST_CASE("a request has exactly the specification's fields, and ours only where asked", "[open311]") {
  Client client;
  const auto one = *parse_json(client.fetch("requests/1000015.json").body);
  REQUIRE(one.items().size() == 1);
  const std::vector<std::string> fields{"service_request_id",
                                        "status",
                                        "status_notes",
                                        "service_name",
                                        "service_code",
                                        "description",
                                        "agency_responsible",
                                        "service_notice",
                                        "requested_datetime",
                                        "updated_datetime",
                                        "expected_datetime",
                                        "address",
                                        "address_id",
                                        "zipcode",
                                        "lat",
                                        "long",
                                        "media_url"};
  CHECK(names_of(one.items()[0]) == fields);
  CHECK(*one.items()[0]["updated_datetime"].text() == "2026-03-02T01:00:00Z");
  CHECK(*one.items()[0]["address"].text() == "Kab. Blora");
  const auto more = *parse_json(client.fetch("requests/1000015.json", "extensions=true").body);
  CHECK(*more.items()[0]["extended_attributes"]["channel"].text() == "sms");
  CHECK(client.fetch("requests/1000023.json").status == 404);
  CHECK(client.fetch("requests/x.json").status == 404);
}

TEST_CASE("XML says the same as JSON", "[open311]") {
  Client client;
  const auto page = client.fetch("requests.xml");
  CHECK(page.type == "text/xml; charset=utf-8");
  CHECK(
      page.body.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<service_requests><request>"
                            "<service_request_id>1000015</service_request_id><status>closed</status>"));
  CHECK(page.body.find("<zipcode/>") != std::string::npos);
  CHECK(client.fetch("services.xml").body.find("<services><service><service_code>JALAN</service_code>") !=
        std::string::npos);
  const auto discovery = client.fetch("discovery.xml").body;
  CHECK(discovery.find("<endpoints><endpoint><specification>") != std::string::npos);
  CHECK(discovery.find("<changeset>2026-03-03T06:00:00Z</changeset>") != std::string::npos);
  CHECK(client.fetch("requests/x.xml").body.find("<errors><error><code>404</code>") != std::string::npos);
}

TEST_CASE("a list is narrowed down as the specification says, and never wider than it allows", "[open311]") {
  Client client;
  CHECK(client
            .fetch("requests.json",
                   "start_date=2026-01-01T00:00:00Z&end_date=2026-03-01T00:00:00Z"
                   "&service_code=JALAN,PUNGLI&status=open")
            .status == 200);
  const auto& asked = client.asked.back();
  CHECK(*asked["open"].truth());
  CHECK(asked["categories"].items().size() == 2);
  CHECK(*asked["to"].number() == 1'772'323'200'001);
  CHECK(*asked["from"].number() == 1'767'225'600'000);
  client.fetch("requests.json", "status=open,closed");
  CHECK(client.asked.back()["open"].is_null());
  client.fetch("requests.json", "start_date=1970-01-01");
  CHECK(*client.asked.back()["to"].number() - *client.asked.back()["from"].number() ==
        90LL * 24 * 3600 * 1000);
  client.fetch("requests.json", "page=3&page_size=20");
  CHECK(*client.asked.back()["skip"].number() == 40);
  for (const auto* bad : {"start_date=yesterday", "status=lost", "page_size=0", "page_size=51", "page=x"})
    CHECK(client.fetch("requests.json", bad).status == 400);
  CHECK(client.fetch("requests.json", "service_code=NONE").status == 404);
  CHECK(client.fetch("requests.json", "jurisdiction_id=mars").status == 404);
  CHECK(
      parse_json(client.fetch("requests.json", "service_request_id=1000015,1000023").body)->items().size() ==
      1);
}

TEST_CASE("a report is taken with a key, and each fault has its code", "[open311]") {
  Client client;
  const auto taken = client.send(good_report + "&phone=0811-0000-123");
  CHECK(taken.status == 201);
  CHECK(*parse_json(taken.body)->items()[0]["service_request_id"].text() == "1000023");
  CHECK(control::text_of(client.asked.back(), "area") == "33.16");
  CHECK(control::text_of(client.asked.back(), "phone") == "0811-0000-123");
  CHECK(client.send("api_key=wrong&service_code=JALAN&description=x&address_id=33.16").status == 403);
  CHECK(client.send("service_code=JALAN&description=x&address_id=33.16").status == 403);
  CHECK(client.send("api_key=app.right&description=x&address_id=33.16").status == 400);
  CHECK(client.send("api_key=app.right&service_code=NONE&description=x&address_id=33.16").status == 404);
  CHECK(client.send("api_key=app.right&service_code=JALAN&address_id=33.16").status == 400);
  CHECK(client.send("api_key=app.right&service_code=JALAN&description=x").status == 400);
  CHECK(client.send("api_key=app.right&service_code=JALAN&description=x&address_id=99").status == 400);
  CHECK(client.send(good_report, "xml").body.find("<service_request_id>1000023</service_request_id>") !=
        std::string::npos);
}

TEST_CASE("a place outside our list goes along in words", "[open311]") {
  Client client;
  client.send("api_key=app.right&service_code=JALAN&description=lubang&lat=-6.97&long=111.42");
  CHECK(control::text_of(client.asked.back(), "text") == "lubang\nLokasi: -6.97, 111.42");
  client.send("api_key=app.right&service_code=JALAN&description=lubang&address_string=Jl.+Pemuda");
  CHECK(control::text_of(client.asked.back(), "text") == "lubang\nAlamat: Jl. Pemuda");
  CHECK(client.send("api_key=app.right&service_code=JALAN&description=x&lat=north&long=1").status == 400);
}

TEST_CASE("the same request has the same digest, by its key or by its body", "[open311]") {
  Client client;
  const auto digest = [&](const std::string& form, const std::string& key) {
    auto request = post("/open311/v2/requests.json", form);
    request.body = form;
    request.idempotency_key = key;
    client.ask(request);
    return control::text_of(client.asked.back(), "request");
  };
  CHECK(digest(good_report, "") == digest(good_report, ""));
  CHECK(digest(good_report, "") != digest(good_report + "&x=1", ""));
  CHECK(digest(good_report, "a") == digest(good_report + "&x=1", "a"));
  CHECK(digest(good_report, "a") != digest(good_report, "b"));
}

TEST_CASE("a stranger's words are data in JSON and text in XML", "[open311]") {
  for (const auto& text : hostile_texts()) {
    Client client;
    client.lapord = [&](const Json& question) { return gateway(question, text); };
    INFO(text);
    const auto json = parse_json(client.fetch("requests/1000015.json").body);
    REQUIRE(json);
    const auto xml = client.fetch("requests/1000015.xml").body;
    for (const auto* markup : {"<script", "<img", "<b>", "</title>", "\x01", "]]>"})
      CHECK(xml.find(markup) == std::string::npos);
    static const std::regex tag("<(/?[a-z_0-9]+/?|\\?xml [^>]*)>");
    const auto left = std::regex_replace(xml, tag, "");
    CHECK(left.find('<') == std::string::npos);
    CHECK(left.find('>') == std::string::npos);
  }
}
