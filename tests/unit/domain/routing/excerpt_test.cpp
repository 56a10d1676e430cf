#include "domain/routing/excerpt.hpp"

#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;

namespace {

std::string shown(const std::string& text, const std::string& category) {
  return routing::excerpt(text, category, test::shipped_vocabulary(), 60);
}

}  // namespace

TEST_CASE("what an agency is shown begins after the greeting", "[routing]") {
  CHECK(shown("Assalamualaikum wr wb, selamat pagi pak. Lampu jalan mati", "LAMPU") == "Lampu jalan mati");
  CHECK(shown("jalan berlubang", "JALAN") == "jalan berlubang");
}

TEST_CASE("it begins near the words that decided where these would be cut off", "[routing]") {
  const auto text =
      "Saya warga desa Sukamaju sudah tiga kali datang ke balai desa dan tidak ada tanggapan. Lampu jalan "
      "mati semua "
      "sejak minggu lalu";
  CHECK(shown(text, "LAMPU") == "..Lampu jalan mati semua sejak minggu lalu");
}

TEST_CASE("a report that tells of nothing, or of something else, is shown from its first own word",
          "[routing]") {
  CHECK(shown("halo pak, ada yang aneh di sini", "") == "ada yang aneh di sini");
  CHECK(shown("halo pak, ada yang aneh di sini", "AIR") == "ada yang aneh di sini");
  CHECK(shown("selamat pagi pak", "") == "selamat pagi pak");
  CHECK(shown("", "").empty());
}
