// The words the grammar knows, as data: keywords.toml fills it, an operator may add to it.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/language/learned_model.hpp"
#include "domain/language/term_index.hpp"
#include "domain/ticket/kinds.hpp"

namespace lapor::language {

/// Words and phrases that tell of one matter, by how much they tell. An alias is a word, or up to three
/// ("BUKA LAGI") with one blank between; letters and digits only, upper case, NFKC. The code that fills a
/// Vocabulary sees to that.
struct Matter {
  std::string code;                  ///< "JALAN": at most 12 letters
  std::vector<std::string> aliases;  ///< name it: "JALAN RUSAK"
  std::vector<std::string> signs;    ///< tell much of it: "BERGELOMBANG"
  std::vector<std::string> hints;    ///< tell a little of it: "JALAN"
  std::vector<std::string> against;  ///< tell that it is something else
};

/// A matter that one of the gateway's agencies owns. Its code is understood right after LAPOR, elsewhere only
/// where it is listed.
struct Category : Matter {
  std::string
      label;  ///< what a reply calls it, at most 6 septets where replies say {cat}; falls back on the code
  bool urgent = false, confidential = false;
  bool weak = false;  ///< its code yields to the rest of the text, even where the sender chose it ("LAPOR
                      ///< JALAN lampu mati")
  ticket::ServiceClass service_class = ticket::ServiceClass::ordinary;
};

/// A matter that none of the gateway's agencies owns. The coordinator decides, and is told who owns it.
struct OtherBody : Matter {
  std::string name;  ///< as a person is told: "PLN, telepon 123"
};

struct Area {
  std::string code, name;  ///< "33.16", "Blora"
  bool city = false;       ///< kota
  std::vector<std::string> aliases;
  bool ordinary_word = false;  ///< counts only after di, kab or kota
};

/// A district (kecamatan) or a village (desa, kelurahan) of an area.
struct Place {
  std::string name;  ///< "GUNUNGPATI": without blanks
  std::string area;  ///< its code
  bool village = false;
};

/// Words by which people say whether something is repaired, beyond the aliases of YA and TIDAK, and by which
/// they give a mark.
struct AnswerWords {
  std::vector<std::string> works;     ///< it is as it should be: "NYALA", "LANCAR"
  std::vector<std::string> arrives;   ///< what was wished for is there: "TERSEDIA"; not what stands after it
  std::vector<std::string> repaired;  ///< somebody did it: "DIPERBAIKI"
  std::vector<std::string> either;    ///< repairs a trouble that was named, else may be one: "DITUTUP"
  std::vector<std::string> looked;    ///< somebody came, which is no repair: "DICEK", "DATANG"
  std::vector<std::string> broken;    ///< it isn't as it should be: "MATI", "LUBANG"
  std::vector<std::string> not_yet;   ///< "BELUM"
  std::vector<std::string> still;     ///< "MASIH"
  std::vector<std::string> again;     ///< "LAGI"
  std::vector<std::string> but;       ///< "TAPI", "SEBAGIAN": what came before isn't the whole of it
  std::vector<std::string> denies;    ///< "BOHONG", "KATA SIAPA": says no by itself
  std::vector<std::string> later;     ///< "AKAN", "SEDANG": what follows hasn't happened
  std::vector<std::string> asks;      ///< "KAPAN": no yes to begin with
  std::vector<std::string> wants;     ///< "TOLONG": what follows is wished for
  std::vector<std::string> also;      ///< "JUGA", "SEKALIAN": what follows is something else
  std::vector<std::string> hopes;     ///< "SEMOGA": a yes after it is hoped for
  std::vector<std::string> only;      ///< "SAJA": a part
  std::vector<std::string> there;     ///< "ADA": what is there, or not
  std::vector<std::string> once;      ///< "SEKALI" after what somebody did
  std::vector<std::string> report;    ///< "LAPORAN SAYA": what we got, not what it is about
  std::vector<std::string> leads;     ///< "DEPAN": one of the two words after it says where
  std::vector<std::string> scene;     ///< what a yes may say beside a repair: "LAMPU", "DINAS"
  std::vector<std::string> besides;   ///< what any yes may say besides: "TADI PAGI", "SEMUA"
  std::array<std::vector<std::string>, 5> marks;  ///< words for 1 to 5: "LIMA", "BAGUS SEKALI"
};

/// Words of sentences that are no reports.
struct TalkWords {
  std::vector<std::string> asks_state;     ///< "KAPAN DIPERBAIKI", "LAPORAN SAYA GIMANA"
  std::vector<std::string> take_back;      ///< "BATALIN", "GAK JADI LAPOR"
  std::vector<std::string> leave_alone;    ///< "JANGAN SMS"
  std::vector<std::string> our_texts;      ///< "SMS", "BERLANGGANAN": what a bare STOP may stand with
  std::vector<std::string> wrong_number;   ///< "SALAH KIRIM"
  std::vector<std::string> who;            ///< "INI SIAPA"
  std::vector<std::string> greeting;       ///< "HALO", "TES"
  std::vector<std::string> wants_to_know;  ///< "MAU TANYA"
  std::vector<std::string> question;       ///< "APAKAH": with a question mark a question
};

struct Vocabulary {
  std::map<std::string, std::string> citizen;  ///< alias → command: "WADUL" → "LAPOR", "SDH" → "YA"
  std::map<std::string, std::string> agency;   ///< alias → command: "SIAP" → "TERIMA"
  std::map<std::string, std::string> flags;    ///< alias → RAHASIA | ANONIM
  std::map<std::string, std::string> reasons;  ///< alias → SPAM | WENANG | JELAS | DUPL | HUKUM
  AnswerWords answers;
  TalkWords talk;
  std::vector<std::string> urgent_words;    ///< an emergency by itself: "KEBAKARAN"
  std::vector<std::string> alarming_words;  ///< one together with another: "ROBOH", "LUKA", "SEKARANG"
  std::vector<std::string> now_words;       ///< "SEKARANG": it happens as it is told
  std::vector<std::string> calm_words;      ///< fears, wishes, what is so every year: "TAKUT", "SETIAP HUJAN"
  std::vector<std::string> polite_words;    ///< "PAK", "YA ALLAH": neither a command nor a matter
  std::vector<std::string> place_words;     ///< "DEPAN": the word after it says where, not what
  std::vector<std::string> neutral_words;   ///< "KERJA BAKTI": tells nothing, though a word in it might
  std::vector<std::string> real_words;      ///< "TANPA": one slip away from a command, yet no slip
  std::vector<std::string> dictionary;      ///< real words too, sorted: ordinary Indonesian
  std::vector<std::string> promotion_words, fraud_words;
  std::vector<std::string> complaint_words;  ///< a text with one of these is no advertisement
  std::vector<Category> categories;
  std::vector<OtherBody> other_bodies;
  std::vector<Area> areas;
  std::vector<Place> places;  ///< sorted by name
  TermIndex terms;            ///< of the lists above; index_terms() makes it when they are whole

  Learned learned;  ///< from the desk's own tickets

  /// To be called when categories, other bodies, polite and neutral words are filled in, and again when they
  /// change: only terms of the index are found in a text.
  void index_terms();
  /// The matter of a term's place.
  const Matter& matter(std::uint32_t number) const;
  const Category* category(std::string_view code) const;
  const Area* area(std::string_view code) const;
  /// The word is an ordinary one, so it is no slip of the finger: in the dictionary or among the real words,
  /// by itself or with the prefixes and suffixes of Indonesian.
  bool is_real(std::string_view key) const;
};

}  // namespace lapor::language
