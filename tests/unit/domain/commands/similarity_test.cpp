#include "domain/commands/similarity.hpp"

#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using commands::Alike;

namespace {
Alike compared(std::string_view earlier, std::string_view later) {
  static const auto vocabulary = test::shipped_vocabulary();
  return commands::compare(earlier, later, vocabulary);
}
}  // namespace

TEST_CASE("a report sent again is the same, whatever its order, politeness and slips", "[alike]") {
  CHECK(compared("jalan rusak", "JALAN rusak!!") == Alike::same);
  CHECK(compared("lubang besar depan pasar Johar", "Lubang besar dpn pasar johar") == Alike::different);
  CHECK(compared("lubang besar depan pasar Johar", "depan pasar Johar lubang besar pak") == Alike::same);
  CHECK(compared("lubang besar depan pasar Johar", "lubamg besar depan pasar Johar") == Alike::same);
  CHECK(compared("lubang besar depan pasar Johar", "lubang besar depan pasar") == Alike::same);
}

TEST_CASE("what says everything and something besides is more", "[alike]") {
  CHECK(compared("lampu jalan mati semua", "lampu jalan mati semua di RT 3 desa Wates") == Alike::different);
  CHECK(compared("lampu jalan mati semua", "lampu jalan mati semua di desa Wates") == Alike::more);
}

TEST_CASE("another number, another word or too few words make another report", "[alike]") {
  CHECK(compared("jalan berlubang di km 12", "jalan berlubang di km 13") == Alike::different);
  CHECK(compared("ada masalah di lokasi ke 17", "ada masalah di lokasi ke 170") == Alike::different);
  CHECK(compared("air mati di Wates", "air mati di Cepu") == Alike::different);
  CHECK(compared("jalan rusak", "jalan rusak parah") == Alike::different);
  CHECK(compared("", "jalan") == Alike::different);
  CHECK(compared("\xff\xfe", "\xff") == Alike::different);
}
