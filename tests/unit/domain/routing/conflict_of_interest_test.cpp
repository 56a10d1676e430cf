#include "domain/routing/conflict_of_interest.hpp"

#include "support/catch.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor;
using Codes = std::vector<std::string>;

namespace {

routing::Agency agency(const char* code, const char* name, std::vector<std::string> categories) {
  routing::Agency a;
  a.code = code;
  a.name = name;
  a.categories = std::move(categories);
  return a;
}

routing::ConflictOfInterest read(std::string_view text, std::string_view category = "") {
  routing::Directory d;
  d.agencies = {agency("DUKCAPIL", "Dinas Kependudukan", {"KTP"}),
                agency("DISHUB", "Dinas Perhubungan", {"HUB"}), agency("INSP", "Inspektorat", {"PUNGLI"}),
                agency("PU", "Dinas Jalan", {"JALAN"})};
  return routing::conflict_of_interest(text, category, test::shipped_vocabulary(), d);
}

}  // namespace

TEST_CASE("the office that owns what the bribe was for is kept out", "[accused]") {
  const auto a = read("pungli bikin ktp diminta 50rb di kec X");
  CHECK(a.matter == "PUNGLI");
  CHECK(a.agencies == Codes{"DUKCAPIL"});
  CHECK(read("dipungli petugas 100rb", "KTP").agencies == Codes{"DUKCAPIL"});
}

TEST_CASE("an agency is named by its code or its name, in any case, not by a part of a word", "[accused]") {
  CHECK(read("oknum dishub main mata").agencies == Codes{"DISHUB"});
  CHECK(read("oknum di Dinas  Perhubungan").agencies == Codes{"DISHUB"});
  CHECK(read("dinas kesehatan").agencies.empty());
  CHECK(read("inspektoratnya").agencies.empty());
  CHECK(read("pu").agencies.empty());
}

TEST_CASE("without a confidential matter only what is named counts", "[accused]") {
  const auto a = read("jalan rusak, nama saya rahasiakan", "JALAN");
  CHECK(a.matter.empty());
  CHECK(a.agencies.empty());
}

TEST_CASE("what tells of people of an office or of money is for a person to look at first", "[accused]") {
  for (const auto* text :
       {"kepala sekolah memarahi anak saya tiap hari", "bikin ktp disuruh bayar 200ribu sama pak lurah",
        "guru olahraga meraba-raba siswi", "orang dalam main proyek aspal"})
    CHECK(read(text, "DIDIK").about_people);
  CHECK_FALSE(read("lubang di dalam gang, nama saya rahasiakan", "JALAN").about_people);
  CHECK_FALSE(read("oknum dishub main mata").about_people);  // it is known who must not read it
}

TEST_CASE("where it happened isn't whom it is about", "[accused]") {
  CHECK(read("pungli di depan kantor ktp").agencies.empty());
}

TEST_CASE("an office is known by what people call it", "[accused]") {
  routing::Directory d;
  d.agencies = {agency("BMCK", "DPU Bina Marga dan Cipta Karya", {"JALAN"}),
                agency("DISDIK", "Dinas Pendidikan dan Kebudayaan", {"DIDIK"})};
  const auto named = [&](const char* text) {
    return routing::conflict_of_interest(text, "", test::shipped_vocabulary(), d).agencies;
  };
  CHECK(named("kepala dinas bina marga memalsukan aspal") == Codes{"BMCK"});
  CHECK(named("pegawai cipta karya menjual aspal proyek") == Codes{"BMCK"});
  CHECK(named("pak Joko di dinas pendidikan main proyek") == Codes{"DISDIK"});
  CHECK(named("marga kami dihina di jalan").empty());
}
