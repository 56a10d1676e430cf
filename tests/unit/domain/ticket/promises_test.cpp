#include "domain/ticket/promises.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::ticket;
using namespace std::chrono_literals;
using Notes = std::vector<std::string>;

TEST_CASE("SELESAI says in two words what was done", "[promise]") {
  CHECK(says_what_was_done("lubang sudah ditambal"));
  for (const auto* said : {"sudah ditambal", "lampu diganti", "lampu diganti, 3 titik, aman", "ditambal pak"})
    CHECK(says_what_was_done(said));
  for (const auto* not_said : {"", ".....", "abcdefghij", "sudah beres", "sudah selesai pak", "ok ok ok",
                               "ditambal", "ditambal ditambal", "1 2 3 4 5", "a b c d"})
    CHECK_FALSE(says_what_was_done(not_said));
}

TEST_CASE("PROSES moves a date with new words, and three times", "[promise]") {
  CHECK(progress_moves_date("tim cek lokasi", Notes{}, 0));
  CHECK_FALSE(progress_moves_date("tim cek lokasi", Notes{"tim cek lokasi"}, 1));
  CHECK_FALSE(progress_moves_date("Tim, cek lokasi lagi!", Notes{"tim cek lokasi"}, 1));  // one new word
  CHECK(progress_moves_date("aspal dipesan ke gudang", Notes{"tim cek lokasi"}, 1));
  CHECK_FALSE(progress_moves_date("alat berat sudah datang", Notes{"tim cek lokasi"}, 3));
  CHECK_FALSE(progress_moves_date("", Notes{}, 0));
}

TEST_CASE("an agency asks twice, and not after the date of resolution", "[promise]") {
  const Instant noon{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 5h};
  CHECK(may_ask(0, std::nullopt, noon));
  CHECK(may_ask(1, noon + 1h, noon));
  CHECK_FALSE(may_ask(2, noon + 1h, noon));
  CHECK_FALSE(may_ask(0, noon, noon));
}
