#include "domain/limits/note_check.hpp"

#include "support/catch.hpp"

using namespace lapor::limits;

TEST_CASE("a link, a sum or an account number in an officer's note could defraud", "[note]") {
  for (const auto* note :
       {"Bayar Rp50.000 lewat bit.ly/lapor-1 supaya cepat", "bayar rp 50000", "klik https://contoh.test/a",
        "buka www.contoh.test", "isi di formulir.com", "kirim ke rekening kami", "hub 0811-0000-0101",
        "transfer dulu biayanya", "ke 1234 5678 90"})
    CHECK(could_defraud(note));
}

TEST_CASE("what officers really write could not", "[note]") {
  for (const auto* note : {"tim cek lokasi besok pukul 09.00", "lubang sudah ditambal 3 titik",
                           "selesai tgl 12.03.2026", "lihat No 1000015", "terpasang.lampu baru",
                           "sudah dikerjakan.idealnya besok", "", "diperbaiki 2 x 5 m, aspal 12 cm"})
    CHECK_FALSE(could_defraud(note));
}

TEST_CASE("links, sums and accounts in other characters and other words are found, too", "[note]") {
  for (const auto* note : {"Ｒｐ５０．０００", "cek ｗｗｗ．x．id", "rek １２３４５６７８９０１２",
                           "bayar 50rb", "biaya 50 ribu", "lima puluh ribu", "IDR 50000", "lapor.site",
                           "t.co/abc", "192.168.1.1/x", "kirim OTP", "bit.l\u00ady"})
    CHECK(could_defraud(note));
  for (const auto* note :
       {"lubang sudah ditambal.terima kasih", "tim 3 orang 08.00-12.00", "jalan 2/3 selesai diaspal",
        "lampu 40 watt sudah diganti", "ribuan warga terbantu"})
    CHECK_FALSE(could_defraud(note));
}
