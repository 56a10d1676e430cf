#include "domain/limits/loop_detection.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::limits;

namespace {

replies::Templates templates() {
  replies::Templates all;
  all.set("ACK", "Laporan diterima. No: {t} ({cat}). Diteruskan ke {opd}. Cek: ketik CEK {t}.");
  all.set("HELP", "LAPOR (isi & lokasi) utk melapor. CEK (nomor) status.");
  all.set("ANSWER", "No {t}: {isi}");
  all.set("STRANGER", "No {t}: {st}. Rincian hanya untuk pelapornya.");
  return all;
}

}  // namespace

TEST_CASE("what a gateway says is known again, whatever stands in its fields", "[guard]") {
  const auto t = templates();
  CHECK(echoes(t, "Laporan diterima. No: 1000015 (JALAN). Diteruskan ke BMCK. Cek: ketik CEK 1000015."));
  CHECK(echoes(t, " Laporan diterima. No: 9 (). Diteruskan ke X. Cek: ketik CEK 9.\n"));
  CHECK(echoes(t, "LAPOR (isi & lokasi) utk melapor. CEK (nomor) status."));
  CHECK(echoes(t, "No 1000015: DIPROSES. Rincian hanya untuk pelapornya."));
}

TEST_CASE("what a person adds, asks or quotes in part is no echo", "[guard]") {
  const auto t = templates();
  CHECK_FALSE(echoes(t, "Pak, Laporan diterima. No: 1 (A). Diteruskan ke B. Cek: ketik CEK 1."));
  CHECK_FALSE(
      echoes(t, "Laporan diterima. No: 1000015 (JALAN). Diteruskan ke BMCK. Cek: ketik CEK 1. Kok lama?"));
  CHECK_FALSE(echoes(t, "Laporan diterima. No: 1000015"));
  CHECK_FALSE(echoes(t, "No 1000015: lampu sudah menyala"));  // too few words of its own
  CHECK_FALSE(echoes(t, ""));
  CHECK_FALSE(echoes(t, "LAPOR JALAN berlubang"));
}

TEST_CASE("a template whose brace never closes knows nothing", "[guard]") {
  replies::Templates broken;
  broken.set("HELP", "LAPOR (isi & lokasi) utk melapor {oops");
  CHECK_FALSE(echoes(broken, "LAPOR (isi & lokasi) utk melapor {oops"));
}

TEST_CASE("a sentence with other figures in it has the same shape", "[guard]") {
  const std::string a = "Terima kasih, pesan Anda kami terima jam 08.05 nomor 17";
  const std::string b = "Terima kasih, pesan Anda kami terima jam 08.06 nomor 18";
  CHECK(shape(a) == shape(b));
  CHECK_FALSE(shape(a).empty());
  CHECK(alike(b, std::vector<std::string>{a, "lampu jalan mati di depan pasar Johar Semarang", a}) == 2);
}

TEST_CASE("commands and courtesies have no shape, however often they come", "[guard]") {
  for (const auto* text : {"CEK 1000015", "ya", "TAMBAH 1000015 dekat masjid", "siap pak", "1234567 !!!", ""})
    CHECK(shape(text).empty());
  CHECK(alike("CEK 1000015", std::vector<std::string>(9, "CEK 1000023")) == 0);
}
