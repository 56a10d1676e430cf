#include "config/files.hpp"
#include "support/catch.hpp"
#include "unit/config/files.hpp"

using namespace lapor;
using namespace lapor::test;
using Catch::Matchers::ContainsSubstring;
using namespace std::chrono_literals;

TEST_CASE("a plain configuration loads, and what it leaves out has the defaults of the rules", "[config]") {
  Files files;
  const auto loaded = files.load_plain();
  INFO(lines(files, loaded.report.errors));
  REQUIRE(loaded.config);
  const auto& rules = *loaded.config->rules;
  const engine::Rules standard;
  CHECK(rules.limits.replies_per_day == standard.limits.replies_per_day);
  CHECK(rules.limits.multipart_timeout == standard.limits.multipart_timeout);
  CHECK(rules.delivery.retry == standard.delivery.retry);
  CHECK(rules.delivery.expire_forwards == standard.delivery.expire_forwards);
  CHECK(rules.forwarding.escalation_gap == standard.forwarding.escalation_gap);
  CHECK(rules.forwarding.window.from == standard.forwarding.window.from);
  CHECK(rules.deadlines.first_response == standard.deadlines.first_response);
  CHECK(rules.deadlines.supervision == standard.deadlines.supervision);
  CHECK(rules.deadlines.reopen == standard.deadlines.reopen);
  CHECK(rules.alerts.at_most_every == standard.alerts.at_most_every);
  CHECK(rules.templates.missing().empty());
  CHECK(rules.vocabulary.category("JALAN"));
  CHECK(rules.vocabulary.area("33.16"));
}

TEST_CASE("every key sets what it names", "[config]") {
  Files files;
  const auto loaded = files.load(R"([gateway]
name = "Lapor Uji"
state_dir = "state"
socket = "c.sock"
view_socket = ""
timezone = "Asia/Makassar"
own_numbers = ["0811-0000-001"]
agencies = "agencies.toml"
[[modem]]
name = "a"
device = "/dev/ttyUSB0"
pace = "fast"
pin = "1234"
daily_limit = 200
[limits]
replies_per_number_per_hour = 3
max_parts_in = 4
answer_countries = ["ID", "MY"]
[delivery]
attempts = 7
retry = ["1s", "2m"]
[forwarding]
window = "22:00-05:00"
collect = "15m"
[[escalation]]
after = "12h"
to = "operator"
[[escalation]]
after = "5wd"
to = "governor"
categories = ["JALAN"]
[deadlines]
urgent = "30m"
[alarms]
phones = ["+628110000009"]
)");
  INFO(lines(files, loaded.report.errors));
  REQUIRE(loaded.config);
  const auto& c = *loaded.config;
  CHECK(c.state_dir == files.path("state"));
  CHECK(c.socket == files.path("c.sock"));
  CHECK(c.view_socket.empty());
  CHECK(c.rules->own_numbers == std::vector<std::string>{"+628110000001"});
  CHECK(c.modems[0].pace == "fast");
  CHECK(c.modems[0].pin == "1234");
  CHECK(c.rules->sims.at("a").daily_limit == 200);
  CHECK(c.rules->limits.replies_per_number_per_hour == 3);
  CHECK(c.rules->limits.max_parts_in == 4);
  CHECK(c.rules->limits.answer_countries.size() == 2);
  CHECK(c.rules->delivery.attempts == 7);
  CHECK(c.rules->delivery.retry == std::vector<Duration>{1s, 2min});
  CHECK(c.rules->forwarding.window.to == 5h);
  CHECK(c.rules->forwarding.collect == 15min);
  CHECK(c.rules->escalation[1].after == calendar::Span{{}, 5});
  CHECK(c.rules->escalation[1].to == routing::Role::governor);
  CHECK(c.rules->deadlines.urgent == calendar::Span{30min, 0});
  CHECK(c.rules->calendar.zone_mark() == "WITA");
}

TEST_CASE("all errors of a file come at once, each with its line and what to write instead", "[config]") {
  Files files;
  const auto loaded = files.load(R"([gateway]
agencies = "agencies.toml"
timezone = "Asia/Atlantis"
own_numbers = ["TELKOMSEL"]
nmae = "x"
[[modem]]
device = "/dev/ttyUSB0"
pace = "fats"
[limits]
replies_per_day = "many"
multipart_timeout = "5wd"
max_parts_in = 0
[forwarding]
window = "6-21"
[delivry]
attempts = 1
)");
  CHECK_FALSE(loaded.config);
  const auto all = lines(files, loaded.report.errors);
  INFO(all);
  CHECK(all.find("lapord.toml:3: [gateway] timezone: \"Asia/Atlantis\" is no time zone") !=
        std::string::npos);
  CHECK(all.find("lapord.toml:4: [gateway] own_numbers:") != std::string::npos);
  CHECK(all.find("lapord.toml:5: [gateway] nmae: unknown key; did you mean \"name\"?") != std::string::npos);
  CHECK(all.find("lapord.toml:6: [[modem]] name: is missing") != std::string::npos);
  CHECK(all.find("lapord.toml:8: [[modem]] pace: \"fats\" is unknown; did you mean \"fast\"?") !=
        std::string::npos);
  CHECK(all.find("lapord.toml:10: [limits] replies_per_day: \"many\" can't be read; write a whole number") !=
        std::string::npos);
  CHECK(all.find("lapord.toml:11: [limits] multipart_timeout: \"5wd\" counts working days") !=
        std::string::npos);
  CHECK(
      all.find(
          "lapord.toml:12: [limits] max_parts_in: 0 is out of bounds; write a whole number from 1 to 255") !=
      std::string::npos);
  CHECK(all.find("lapord.toml:14: [forwarding] window:") != std::string::npos);
  CHECK(all.find("[delivry]: unknown section; did you mean \"delivery\"?") != std::string::npos);
}

TEST_CASE("pages listen on loopback or a Unix socket, and elsewhere only behind a proxy", "[config]") {
  const auto errors = [](const std::string& http) {
    Files files;
    return lines(files, files.load_plain("[http]\n" + http).report.errors);
  };
  for (const auto* good :
       {"listen = \"127.0.0.1:8311\"\n", "listen = \"[::1]:80\"\n", "listen = \"unix:/run/x.sock\"\n",
        "listen = \"0.0.0.0:80\"\nbehind_proxy = true\n", "hosts = [\"lapor.example.go.id\"]\n",
        "public_text = \"redacted\"\n", "listen = \"\"\n"}) {
    INFO(good);
    CHECK(errors(good).find("[http]") == std::string::npos);
  }
  CHECK(errors("listen = \"0.0.0.0:80\"\n").find("is not loopback; put a proxy before it") !=
        std::string::npos);
  for (const auto* bad : {"listen = \"8311\"\n", "listen = \"127.0.0.1\"\n", "listen = \"127.0.0.1:99999\"\n",
                          "listen = \"localhost:80\"\n", "listen = \"1.2.3:80\"\n",
                          "behind_proxy = \"yes\"\n", "hosts = [\"A B\"]\n", "public_text = \"all\"\n"}) {
    INFO(bad);
    CHECK(errors(bad).find("[http]") != std::string::npos);
  }
}

TEST_CASE("a tile map is read, or each bad line is named", "[config]") {
  Files files;
  const auto map = [&](const std::string& text) {
    std::ofstream(files.path("map.tsv")) << text;
    return files.load_plain("[http]\nmap = \"map.tsv\"\n");
  };
  const auto good =
      map("code\trow\tcol\tlabel\tname\tkind\n33.16\t2\t9\tBLA\tBlora\tkab\n-\t0\t0\tLaut\tLaut\ttext\n");
  REQUIRE(good.config);
  REQUIRE(good.config->rules->pages.map.size() == 2);
  CHECK(good.config->rules->pages.map[0].area == "33.16");
  CHECK(good.config->rules->pages.map[1].area.empty());
  const auto faults = [&](const std::string& text) { return lines(files, map(text).report.errors); };
  CHECK(faults("33.16\t2\tBLA\n").find("map.tsv:1: is no tile") != std::string::npos);
  CHECK(faults("99.99\t2\t9\tX\tX\tkab\n").find("no area has this code") != std::string::npos);
  CHECK(faults("33.16\t2\t9\tA\tA\tkab\n33.74\t2\t9\tB\tB\tkota\n").find("another tile is on this square") !=
        std::string::npos);
  CHECK(files.load_plain("").config->rules->pages.map.size() == 37);
}

TEST_CASE("a file that isn't there is an error at the line that names it", "[config]") {
  Files files;
  const std::string named =
      "[gateway]\nkeywords = \"k.toml\"\nagencies = \"none.toml\"\nreplies = \"r.toml\"\nholidays = "
      "\"h.toml\"\n[http]\nmap = \"m.tsv\"\n";
  const auto all = lines(files, files.load(named).report.errors);
  INFO(all);
  const auto told = [&](const std::string& where, const std::string& file) {
    const auto line =
        "lapord.toml:" + where + ": " + files.path(file) + " can't be read: No such file or directory";
    CHECK(all.find(line) != std::string::npos);
  };
  told("2: [gateway] keywords", "k.toml");
  told("3: [gateway] agencies", "none.toml");
  told("4: [gateway] replies", "r.toml");
  told("5: [gateway] holidays", "h.toml");
  told("7: [http] map", "m.tsv");
}

TEST_CASE("what isn't TOML is an error with its name and line", "[config]") {
  Files files;
  CHECK(lines(files, files.load("[gateway\n").report.errors).find("lapord.toml:1: not TOML") !=
        std::string::npos);
  config::SearchPaths places;
  CHECK_FALSE(config::load(files.path("nothing.toml"), places).config);
}

TEST_CASE("the ladder must climb, and its codes must be known", "[config]") {
  Files files;
  const auto all =
      lines(files, files.load_plain("[[escalation]]\nafter = \"2h\"\nto = \"head\"\nagencies = [\"BMCX\"]\n")
                       .report.errors);
  INFO(all);
  CHECK(all.find("2h comes before the step above it (12h)") != std::string::npos);
  CHECK(all.find("\"BMCX\" is unknown; did you mean \"BMCK\"?") != std::string::npos);
}

TEST_CASE("a step whose role nobody has is a warning that says who is texted instead", "[config]") {
  Files files;
  const auto loaded = files.load_plain("[[escalation]]\nafter = \"24h\"\nto = \"secretary\"\n");
  INFO(lines(files, loaded.report.errors));
  REQUIRE(loaded.config);
  const auto all = lines(files, loaded.report.warnings);
  INFO(all);
  CHECK(all.find("agency DISHUB has no secretary; this step texts") != std::string::npos);
}

TEST_CASE("exactly one agency coordinates, codes are unique and phones are phones", "[config]") {
  Files files;
  files.write("agencies.toml", R"([[agency]]
code = "A"
name = "A"
categories = ["JALN"]
[[agency.contact]]
role = "boss"
name = "x"
phone = "919"
[[agency]]
code = "A"
name = "A"
colour = "red"
)");
  const auto all = lines(files, files.load_plain().report.errors);
  INFO(all);
  CHECK(all.find("no agency has coordinator = true") != std::string::npos);
  CHECK(all.find("agencies.toml:4: [[agency]] categories: \"JALN\" is in no keywords or areas; did you mean "
                 "\"JALAN\"?") != std::string::npos);
  CHECK(all.find("agencies.toml:6: [[agency.contact]] role: \"boss\" is unknown") != std::string::npos);
  CHECK(all.find("agencies.toml:8: [[agency.contact]] phone: \"919\" is no phone number") !=
        std::string::npos);
  CHECK(all.find("A is there twice") != std::string::npos);
  CHECK(all.find("agencies.toml:12: [[agency]] colour: unknown key") != std::string::npos);
}

TEST_CASE("a second coordinator is an error at its line, which names the first", "[config]") {
  Files files;
  files.write("agencies.toml", R"([[agency]]
code = "A"
name = "A"
coordinator = true
[[agency]]
code = "B"
name = "B"
[[agency]]
code = "C"
name = "C"
coordinator = true
)");
  const auto all = lines(files, files.load_plain().report.errors);
  CHECK(all ==
        "agencies.toml:11: [[agency]] coordinator: A has it already (line 4); exactly one agency gets "
        "what no rule routes\n");
}

TEST_CASE("an operator's replies replace the shipped ones code by code", "[config]") {
  Files files;
  files.write("replies.toml", "HELP = \"Bantuan\"\n");
  const std::string gateway = std::string(plain_gateway) + "replies = \"replies.toml\"\n";
  const auto loaded = files.load(gateway + plain_modem + plain_ladder);
  INFO(lines(files, loaded.report.errors));
  REQUIRE(loaded.config);
  CHECK(loaded.config->rules->templates.render("HELP", {}) == "Bantuan");
  CHECK(loaded.config->rules->templates.missing().empty());

  files.write("replies.toml", "HLEP = \"x\"\nHELP = \"{nobody}\"\n");
  const auto all = lines(files, files.load(gateway + plain_modem + plain_ladder).report.errors);
  INFO(all);
  CHECK(all.find("replies.toml:1: HLEP: unknown reply code; did you mean \"HELP\"?") != std::string::npos);
  CHECK(all.find("replies.toml:2: HELP:") != std::string::npos);
}

TEST_CASE("a PIN comes from the file, a file of its own or a credential, in this order", "[config]") {
  Files files;
  files.write("creds/pin_sim1", "7777\n");
  CHECK(files.load_plain().config->modems[0].pin == "7777");
  files.write("pin", "8888\n");
  const auto modem = std::string(plain_modem) + "pin_file = \"pin\"\n";
  CHECK(files.load(plain_gateway + modem + plain_ladder).config->modems[0].pin == "8888");
  CHECK(files.load(plain_gateway + modem + "pin = \"9999\"\n" + plain_ladder).config->modems[0].pin ==
        "9999");
  files.write("creds/pin_sim1", "none of your business");
  const auto all = lines(files, files.load_plain().report.errors);
  CHECK(all.find("not 4 to 8 digits") != std::string::npos);
  CHECK(all.find("business") == std::string::npos);
}

TEST_CASE("an operator's own modem profile wins over a shipped one, and its keys are checked", "[config]") {
  Files files;
  files.write("modem-profiles/generic-at.toml", "poll = \"7s\"\npace = 1\n");
  const auto loaded = files.load_plain();
  REQUIRE(loaded.config);
  CHECK(loaded.config->modems[0].profile.poll == 7s);
  CHECK(loaded.config->modems[0].profile.pace == Approx(1.0));
  files.write("modem-profiles/generic-at.toml", "pol = \"7s\"\nsend = \"5wd\"\nstorages = [\"XX\"]\n");
  const auto all = lines(files, files.load_plain().report.errors);
  INFO(all);
  CHECK(all.find("generic-at.toml:1: pol: unknown key; did you mean \"poll\"?") != std::string::npos);
  CHECK(all.find("generic-at.toml:2: send:") != std::string::npos);
  CHECK(all.find("generic-at.toml:3: storages: \"XX\" is unknown") != std::string::npos);
}

TEST_CASE("two modems can't share a name or a port", "[config]") {
  Files files;
  const auto all = lines(files, files.load_plain(plain_modem).report.errors);
  CHECK(all.find("\"sim1\" is there twice") != std::string::npos);
  CHECK(all.find("two modems can't share a port") != std::string::npos);
}

TEST_CASE("shipped holidays are read, a bad date is an error", "[config]") {
  config::Report report;
  const auto days = config::read_holidays(LAPOR_SOURCE_DIR "/lib/config/data/holidays.toml", report);
  CHECK(report.errors.empty());
  CHECK(days.count(std::chrono::sys_days{std::chrono::year{2026} / 8 / 17}) == 1);
  Files files;
  files.write("h.toml", "[[holiday]]\ndate = \"2026-02-30\"\nname = \"x\"\nkind = \"national\"\n");
  config::read_holidays(files.path("h.toml"), report);
  CHECK(lines(files, report.errors) ==
        "h.toml:2: [[holiday]] date: is no date; write one such as 2026-08-17\n");
}

TEST_CASE("a keyword that means two commands is an error", "[config]") {
  Files files;
  config::Report report;
  language::Vocabulary vocabulary;
  files.write("k.toml",
              "[citizen]\nLAPOR = [\"wadul\"]\nCEK = [\"WADUL\", \"a b c d\"]\n[[category]]\ncode = "
              "\"JALAN\"\nclass = \"x\"\n");
  config::read_keywords(files.path("k.toml"), vocabulary, report);
  const auto all = lines(files, report.errors);
  INFO(all);
  CHECK(all.find("k.toml:3: [citizen] CEK: \"WADUL\" means LAPOR already") != std::string::npos);
  CHECK(all.find("k.toml:3: [citizen] CEK: \"a b c d\" is no alias") != std::string::npos);
  CHECK(all.find("k.toml:6: [[category]] class: \"x\" is unknown") != std::string::npos);
  CHECK(vocabulary.citizen.at("WADUL") == "LAPOR");
}

TEST_CASE("the example configuration is good", "[config]") {
  const auto loaded = example_configuration();
  std::string all;
  for (const auto& fault : loaded.report.errors) all += config::show(fault) + "\n";
  INFO(all);
  CHECK(loaded.config);
}

TEST_CASE("F09: a modem may be named by its IMEI alone, and each IMEI once", "[config]") {
  Files files;
  const std::string head = "[gateway]\nagencies = \"agencies.toml\"\n";
  const auto named = files.load(head + "[[modem]]\nname = \"a\"\nimei = \"350000000000014\"\n");
  INFO(lines(files, named.report.errors));
  REQUIRE(named.config);
  CHECK(named.config->modems.at(0).device.empty());

  const auto nameless = files.load(head + "[[modem]]\nname = \"a\"\n");
  CHECK_FALSE(nameless.config);
  CHECK_THAT(
      lines(files, nameless.report.errors),
      ContainsSubstring("lapord.toml:3: [[modem]] device: is missing; write a path, or the modem's imei"));

  const auto twice = files.load(head +
                                "[[modem]]\nname = \"a\"\nimei = \"350000000000014\"\n"
                                "[[modem]]\nname = \"b\"\nimei = \"350000000000014\"\n");
  CHECK_FALSE(twice.config);
  CHECK_THAT(lines(files, twice.report.errors),
             ContainsSubstring("lapord.toml:6: [[modem]] imei: 350000000000014 is a's already"));
}

TEST_CASE("the newest change of the files that the pages' lists come from is known", "[config]") {
  const Files files;
  const Instant day{std::chrono::sys_days{std::chrono::year{2040} / 1 / 2}};
  std::filesystem::last_write_time(files.path("agencies.toml"), std::chrono::file_clock::from_sys(day));
  const auto loaded = files.load_plain();
  REQUIRE(loaded.config);
  CHECK(loaded.config->rules->pages.changed == day);
}
