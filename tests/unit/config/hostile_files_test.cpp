// Files that would end or hold up a process that reads them are refused with one error.
#include <sys/stat.h>

#include "config/document.hpp"
#include "config/file_text.hpp"
#include "config/nesting.hpp"
#include "support/catch.hpp"
#include "unit/config/files.hpp"

using namespace lapor;
using namespace lapor::test;

namespace {

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int n = 0; n < times; ++n) out += text;
  return out;
}

/// The one error of a lapord.toml with this text.
std::string only_error(const Files& files, const std::string& text) {
  const auto loaded = files.load(text);
  CHECK_FALSE(loaded.config);
  REQUIRE(loaded.report.errors.size() == 1);
  return lines(files, loaded.report.errors);
}

std::string error_of_agencies(const Files& files) {
  const auto loaded = files.load_plain();
  CHECK_FALSE(loaded.config);
  REQUIRE_FALSE(loaded.report.errors.empty());
  return lines(files, loaded.report.errors);
}

}  // namespace

TEST_CASE("a key with fifty thousand dots is refused with its line, wherever it stands", "[config]") {
  Files files;
  const auto key = "a" + repeated(".a", 50'000);
  CHECK(only_error(files, "\n\n[" + key + "]\n").find("lapord.toml:3: a key with more than 16 dots") == 0);
  CHECK(only_error(files, "[[" + key + "]]\n").find("lapord.toml:1: a key") == 0);
  CHECK(only_error(files, key + " = 1\n").find("lapord.toml:1: a key") == 0);
  CHECK(only_error(files, "x = { " + key + " = 1 }\n").find("lapord.toml:1: a key") == 0);
  CHECK(only_error(files, "\"a\"" + repeated(" . 'a'", 50'000) + " = 1\n").find("lapord.toml:1: a key") == 0);
}

TEST_CASE("dots of every level add up to a tree that is still shallow", "[config]") {
  const auto key = "a" + repeated(".a", 16);
  std::string text = "[" + key + "]\n", end;
  for (int n = 0; n < 31; ++n) text += key + " = {", end += "}";
  config::Report report;
  CHECK(config::parse_document(text + key + " = 1" + end + "\n", "x", report));
  CHECK(config::parse_document(text + key + " = {" + key + " = {}}" + end + "\n", "x", report) ==
        std::nullopt);
  CHECK(report.errors.size() == 1);
}

TEST_CASE("brackets in one another are counted across lines", "[config]") {
  Files files;
  CHECK(only_error(files, "x = " + repeated("[\n", 50'000)).find("lapord.toml:33: nested deeper than 32") ==
        0);
  CHECK(only_error(files, "x = " + repeated("{a=", 50'000)).find("lapord.toml:1: nested deeper") == 0);
}

TEST_CASE("dots and brackets in strings and comments are nobody's depth", "[config]") {
  const auto dots = repeated(".", 100), open = repeated("[", 100);
  CHECK_FALSE(config::too_deep("x = \"" + dots + open + "\" # " + dots + open + "\n"));
  CHECK_FALSE(config::too_deep("x = '" + dots + open + "'\n"));
  CHECK_FALSE(config::too_deep("x = \"\"\"\n" + open + "\\\"\"\" \"" + dots + "\"\"\"\"\n"));
  CHECK_FALSE(config::too_deep("x = '''\n" + open + "'" + dots + "''''\n"));
  CHECK(config::too_deep("x = \"\\\\\"\n[a" + dots + "]\n"));
  CHECK(config::too_deep("x = \"\"\"a\"\"\"\"\"\n" + open));
  CHECK(config::too_deep("x = \"not closed\n[a" + dots + "]\n"));
}

TEST_CASE("a configuration is a regular file: no pipe, no device, no folder, and none that never ends",
          "[config]") {
  Files files;
  std::filesystem::remove(files.path("agencies.toml"));
  REQUIRE(::mkfifo(files.path("agencies.toml").c_str(), 0600) == 0);
  CHECK(error_of_agencies(files).find("agencies.toml is a pipe or a device") != std::string::npos);
  for (const auto* device : {"/dev/zero", "/dev/random"}) {
    std::filesystem::remove(files.path("agencies.toml"));
    std::filesystem::create_symlink(device, files.path("agencies.toml"));
    CHECK(error_of_agencies(files).find("is a pipe or a device") != std::string::npos);
  }
  std::filesystem::remove(files.path("agencies.toml"));
  std::filesystem::create_directory(files.path("agencies.toml"));
  CHECK(error_of_agencies(files).find("is a directory") != std::string::npos);
}

TEST_CASE("no more of a file is read than its bound", "[config]") {
  Files files;
  files.write("small", "abc");
  CHECK(*config::read_text(files.path("small"), 3) == "abc");
  CHECK_FALSE(config::read_text(files.path("small"), 2));
  files.write("agencies.toml", std::string((4 << 20) + 1, '#'));
  CHECK(error_of_agencies(files).find("is larger than 4096 KiB") != std::string::npos);
}

TEST_CASE("a PIN isn't read from a pipe", "[config]") {
  Files files;
  REQUIRE(::mkfifo(files.path("pin").c_str(), 0600) == 0);
  const auto loaded = files.load(std::string(plain_gateway) + plain_modem + "pin_file = \"" +
                                 files.path("pin") + "\"\n" + plain_ladder);
  CHECK(lines(files, loaded.report.errors).find("pin_file") != std::string::npos);
}
