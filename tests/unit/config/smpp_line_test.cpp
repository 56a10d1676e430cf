// [[smpp]]: lines to carriers. Every phone number is fictitious.
#include <string>

#include "support/catch.hpp"
#include "unit/config/files.hpp"

using namespace lapor;
using namespace lapor::test;
using namespace std::chrono_literals;

namespace {

constexpr auto plain_line =
    "[[smpp]]\nname = \"1708\"\nhost = \"smsc.example\"\nsystem_id = \"lapor\"\naddress = \"1708\"\n";

config::Loaded load(const Files& files, const std::string& line) {
  return files.load(std::string(plain_gateway) + plain_ladder + line);
}

/// The errors of a line with one more key, which is line 12 of the file.
std::string faults(const Files& files, const std::string& key) {
  return lines(files, load(files, plain_line + key).report.errors);
}

}  // namespace

TEST_CASE("a line stands among the modems, with the window and pace of its rules", "[config]") {
  Files files;
  files.write("creds/smpp_1708", "rahasia\n");
  const auto loaded = load(
      files, std::string(plain_line) + "per_second = 20\nwindow = 7\nuse = \"receive\"\nbind = \"pair\"\n");
  INFO(lines(files, loaded.report.errors));
  REQUIRE(loaded.config);
  const auto& modem = loaded.config->modems.at(0);
  REQUIRE(modem.line);
  CHECK(modem.line->pair);
  CHECK(modem.line->port == 2775);
  CHECK(modem.line->response == 30s);
  const auto& sim = loaded.config->rules->sims.at("1708");
  CHECK(sim.window == 7);
  CHECK(sim.pace.per_minute == 1200);
  CHECK(sim.use == engine::SimUse::receive);
}

TEST_CASE("a line's password comes from a file of its own or from a credential, and is never shown",
          "[config]") {
  Files files;
  CHECK(faults(files, "").find("lapord.toml:6: [[smpp]] password_file: 1708 has no password; write the name "
                               "of a file that holds it, or give the credential smpp_1708") !=
        std::string::npos);
  files.write("creds/smpp_1708", "dari credential\n");
  CHECK(load(files, plain_line).config->modems[0].line->password == "dari credential");
  files.write("smpp/1708", "dari berkas\n");
  const auto named = std::string(plain_line) + "password_file = \"smpp/1708\"\n";
  CHECK(load(files, named).config->modems[0].line->password == "dari berkas");
  CHECK(faults(files, "password_file = \"smpp/1709\"\n").find("can't be read; write the password into it") !=
        std::string::npos);
  files.write("smpp/1708", std::string(65, 'r'));
  const auto all = lines(files, load(files, named).report.errors);
  CHECK(all.find("lapord.toml:6: [[smpp]] password_file: has 65 characters") != std::string::npos);
  CHECK(all.find("rrr") == std::string::npos);
}

TEST_CASE("each fault of a line is told with its place and what to write instead", "[config]") {
  Files files;
  files.write("creds/smpp_1708", "rahasia\n");
  const auto has = [&](const std::string& key, const std::string& words) {
    const auto all = faults(files, key + "\n");
    INFO(key << "\n" << all);
    CHECK(all.find(words) != std::string::npos);
  };
  has("port = 0", "lapord.toml:11: [[smpp]] port: 0 is out of bounds");
  has("bind = \"both\"", "lapord.toml:11: [[smpp]] bind: \"both\" is unknown; known here: transceiver, pair");
  has("alphabet = \"gsm8\"",
      "lapord.toml:11: [[smpp]] alphabet: \"gsm8\" is unknown; did you mean \"gsm7\"?");
  has("message_ids = \"hex\"", "lapord.toml:11: [[smpp]] message_ids: \"hex\" is unknown");
  has("window = 0", "lapord.toml:11: [[smpp]] window: 0 is out of bounds");
  has("tls = \"yes\"", "lapord.toml:11: [[smpp]] tls: \"yes\" can't be read; write true or false");
  has("prot = 2776", "lapord.toml:11: [[smpp]] prot: unknown key; did you mean \"port\"?");
  has("enquire = \"5wd\"", "lapord.toml:11: [[smpp]] enquire: \"5wd\" counts working days");
  has("tls_ca = \"ca.pem\"", "lapord.toml:6: [[smpp]] tls_ca: authorities are named");
  has("system_type = \"tiga belas ya\"", "lapord.toml:6: [[smpp]] system_type: has 13 characters");
  has(plain_line, "lapord.toml:11: [[smpp]] name: \"1708\" is there twice");
  const auto name =
      lines(files, load(files, "[[smpp]]\nname = \"1708\"\naddress = \"LAPOR\"\n").report.errors);
  INFO(name);
  CHECK(name.find("lapord.toml:6: [[smpp]] host: is missing") != std::string::npos);
  CHECK(name.find("lapord.toml:6: [[smpp]] system_id: is missing") != std::string::npos);
  const auto as_number = lines(
      files, load(files, "[[smpp]]\nname = \"1708\"\nhost = \"h\"\nsystem_id = \"s\"\naddress = \"LAPOR\"\n")
                 .report.errors);
  CHECK(as_number.find("\"LAPOR\" is a name, not a number; write address_ton = 5") != std::string::npos);
}
