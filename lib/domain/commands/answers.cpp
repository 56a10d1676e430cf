#include "domain/commands/answers.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/commands/answer_signs.hpp"

namespace lapor::commands {

using language::exact_match;
using language::Reader;

namespace {

bool mends(Sense sense) { return sense == Sense::works || sense == Sense::mended; }

/// "3 hari", "lama": a yes before it only says since when.
bool is_duration(const Reader& text, const Signs& signs, std::size_t i) {
  if (i >= signs.size()) return false;
  const auto key = text.key(signs[i].at);
  return key == "LAMA" || (!key.empty() && key.front() >= '0' && key.front() <= '9');
}

/// Not "di", which writes a verb apart as well ("di bohongi").
bool leads_to_place(std::string_view key) {
  for (const std::string_view word : {"DEPAN", "DPN", "NGAREP", "KE", "DEKAT", "DKT", "CEDHAK", "SEBELAH",
                                      "SAMPING", "BELAKANG", "MBURI", "SEKITAR", "SEPANJANG"})
    if (key == word) return true;
  return false;
}

bool is_there(std::string_view key) {
  return key == "ADA" || key == "ONO" || key == "ONTEN" || key == "WONTEN";
}

/// "semoga sudah beres": what follows is hoped for.
bool hopes(std::string_view key) {
  return key == "SEMOGA" || key == "MUGA" || key == "MUGI" || key == "MOGA";
}

/// Names no place: "yang depan saja" is a part of it.
bool only(std::string_view key) {
  return key == "SAJA" || key == "AJA" || key == "DOANG" || key == "TOK" || key == "THOK" || key == "WAE";
}

/// A picture that doesn't plainly please: a thumb down, a tear, a laugh. "YA" with one is no yes.
bool has_doubtful_picture(std::string_view text) {
  constexpr std::u32string_view pleased =
      U"\U0001F44D\U0001F64F\U0001F60A\U0001F642\U0001F600\U0001F601\U0001F603"
      U"\U0001F604\U0001F44C\u2705\u2714\u263A\u2764\U0001F44F\U0001F4AA"
      U"\U0001F91D\U0001F60D\U0001F389\U0001F970\U0001F607\U0001F917\U0001FAE1";
  if (text.find(":(") != text.npos || text.find(":-(") != text.npos) return true;
  for (const auto c : utf8::decode(text)) {
    const bool picture = (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF);
    const bool tone = c >= 0x1F3FB && c <= 0x1F3FF;
    if (picture && !tone && pleased.find(c) == pleased.npos) return true;
  }
  return false;
}

class Tally {
 public:
  Tally(const Reader& text, const Signs& signs) : text_(text), signs_(signs) {}

  Mended judge() {
    for (std::size_t i = 0; i < signs_.size();) i = take(i);
    if (text_.text.find('?') != std::string_view::npos || has_doubtful_picture(text_.text)) doubt_ = true;
    if (no_ || !open_.empty()) return Mended::no;
    if (but_) return yes_ || works_ || looked_ ? Mended::no : Mended::doubtful;
    const bool said = yes_ && (works_ || !looked_);  // "lampu nyala siang malam" may be a complaint
    if (said && !doubt_ && !other_) return Mended::yes;
    return works_ || yes_ || doubt_ || besides_ ? Mended::doubtful : Mended::nothing;
  }

 private:
  Sense at(std::size_t i) const { return i < signs_.size() ? signs_[i].sense : Sense::other; }
  bool is(std::size_t i, Sense sense) const { return i < signs_.size() && signs_[i].sense == sense; }

  bool is_yes(std::size_t word) const {
    const auto command = exact_match(text_.vocabulary.citizen, text_.words, word);
    return command && command->meaning == "YA";
  }

  bool after_yes(std::size_t i) const { return i > 0 && (mends(at(i - 1)) || is(i - 1, Sense::yes)); }

  /// The next sign that isn't mere politeness.
  std::size_t next(std::size_t i) const {
    do ++i;
    while (is(i, Sense::besides));
    return i;
  }

  /// \return the sign to go on with
  std::size_t take(std::size_t i) {
    switch (signs_[i].sense) {
      case Sense::yes:
        return affirm(i);
      case Sense::no:
        return negate(i);
      case Sense::not_yet:
      case Sense::denies:
        no_ = true;
        break;
      case Sense::works:
      case Sense::mended:
        yes_ = yes_ || is_yes(signs_[i].at);  // "sudah bisa" is one phrase
        doubt_ = doubt_ || announces(i);
        fix();
        break;
      case Sense::broken:
        open_.push_back(i);
        break;
      case Sense::still:
        return stay(i);
      case Sense::again:
        return repeat(i);
      case Sense::but:
        but_ = true;
        break;
      case Sense::later:
      case Sense::wants:
        return wish(i);
      case Sense::asks:
        return text_.key(signs_[i].at) == "KOK" && after_yes(i) ? i + 1 : wish(i);
      case Sense::besides:
        besides_ = true;
        doubt_ = doubt_ || hedges(i);
        break;
      case Sense::looked:
        looked_ = true;
        break;
      case Sense::also:
      case Sense::other:
        other_ = other_ || !is_place(i);
        break;
    }
    return i + 1;
  }

  /// What was told as broken before is mended: "lubangnya sudah ditambal".
  void fix() {
    works_ = true;
    if (!but_) open_.clear();
  }

  std::size_t affirm(std::size_t i) {
    if (is_duration(text_, signs_, next(i)))
      other_ = true;
    else
      yes_ = true;
    return i + 1;
  }

  /// "sudah tidak bocor lagi" is a yes; "tidak rusak lagi" alone may be either; "tidak, rusak lagi" and
  /// "tidak nyala" are a no.
  std::size_t negate(std::size_t i) {
    const bool there = i + 1 < signs_.size() && is_there(text_.key(signs_[i + 1].at)) && !signs_[i + 1].apart;
    const auto what = i + (there ? 2 : 1);
    if (there && gone(i, what)) return doubt(what);
    const bool close = what < signs_.size() && !signs_[what].apart;
    if (!close || !is(what, Sense::broken)) {
      no_ = true;
      return close && mends(at(what)) ? what + 1 : i + 1;
    }
    if (i == 0)
      doubt_ = true;
    else
      fix();
    return is(what + 1, Sense::again) ? what + 2 : what + 1;
  }

  /// "sampahnya sudah tidak ada (lagi)": good of a trouble, bad of what was wished for.
  bool gone(std::size_t i, std::size_t what) const {
    const bool ends = what >= signs_.size() || is(what, Sense::again) || signs_[what].apart;
    return ends && i > 0 && is(i - 1, Sense::yes);
  }

  std::size_t doubt(std::size_t next) {
    doubt_ = true;
    return next;
  }

  /// "masih nyala" is a yes; "masih", "masih mati", "masih dikerjakan" a no.
  std::size_t stay(std::size_t i) {
    const auto what = next(i);
    if (is(what, Sense::works)) return i + 1;
    no_ = true;
    return i + 1;
  }

  /// "nyala lagi" is a yes, "lagi dikerjakan" and "rusak lagi" a no.
  std::size_t repeat(std::size_t i) {
    const bool back = i > 0 && is(i - 1, Sense::works) && !signs_[i].apart;
    if (back) return i + 1;
    if (is(next(i), Sense::mended)) return wish(i);
    doubt_ = true;
    return i + 1;
  }

  /// "sudah ada" tells of what stands before ("obatnya sudah ada"), and nothing of what comes after it
  /// ("sudah ada petugas", "sudah ada respon").
  bool announces(std::size_t i) const {
    const auto& sign = signs_[i];
    const bool more = i + 1 < signs_.size() && !signs_[i + 1].apart && text_.polite_at(signs_[i + 1].at) == 0;
    return more && !mends(at(next(i))) && is_there(text_.key(sign.at + sign.count - 1));
  }

  /// "semoga sudah", and the "ya sudah lah" of who gives up.
  bool hedges(std::size_t i) const {
    const auto key = text_.key(signs_[i].at);
    if (hopes(key)) return is(next(i), Sense::yes) || mends(at(next(i)));
    return key == "LAH" && i > 0 && is(i - 1, Sense::yes);
  }

  /// One of two words after "depan", "ke" and the like says where.
  bool is_place(std::size_t i) const {
    if (only(text_.key(signs_[i].at))) return false;
    const auto leads = [&](std::size_t at) { return leads_to_place(text_.key(signs_[at].at)); };
    return (i > 0 && leads(i - 1)) || (i > 1 && at(i - 1) == Sense::other && leads(i - 2));
  }

  /// What is wished for, promised or asked about hasn't happened: "tolong segera diperbaiki", "kapan
  /// dikerjakan".
  std::size_t wish(std::size_t i) {
    auto what = next(i);
    while (is(what, Sense::later) || is(what, Sense::wants)) what = next(what);
    const bool fresh = text_.key(signs_[i].at) == "BARU" && what >= signs_.size();  // "lampu baru"
    doubt_ = doubt_ || !fresh;
    const bool called = is(i, Sense::wants) && is(what, Sense::looked);  // "mohon dicek lagi"
    if (!mends(at(what)) && !called) return i + 1;
    no_ = true;
    return what + 1;
  }

  const Reader& text_;
  const Signs& signs_;
  std::vector<std::size_t> open_;  ///< what is broken and not yet told as mended
  bool yes_ = false, works_ = false, looked_ = false, no_ = false, but_ = false, doubt_ = false,
       besides_ = false, other_ = false;
};

bool begins_answer(Sense sense) {
  return sense == Sense::yes || sense == Sense::no || sense == Sense::not_yet || sense == Sense::still ||
         sense == Sense::denies || sense == Sense::but;
}

bool recalls(Sense sense) { return sense == Sense::still || sense == Sense::again || sense == Sense::denies; }

}  // namespace

Confirmation read_confirmation(const Reader& text, std::size_t at) {
  const auto signs = signs_from(text, at);
  const auto any = [&](auto wanted) {
    return std::any_of(signs.begin(), signs.end(), [&](const Sign& s) { return wanted(s.sense); });
  };
  const auto says = [](const Sign& s) { return s.sense != Sense::besides; };
  const auto first = static_cast<std::size_t>(std::find_if(signs.begin(), signs.end(), says) - signs.begin());
  const bool none = first == signs.size();
  const bool since = !none && signs[first].sense == Sense::yes && is_duration(text, signs, first + 1);
  Confirmation out;
  out.mended = Tally(text, signs).judge();
  out.begins = !none && begins_answer(signs[first].sense) && !since;
  out.also = any([](Sense s) { return s == Sense::also; }) && signs.back().sense != Sense::also;
  out.affirms = any([](Sense s) { return s == Sense::yes; }) && !since;
  out.mends = any(mends);
  out.recalls = any(recalls) || (out.mends && out.mended == Mended::no);  // "kemarin nyala, sekarang padam"
  out.telling = static_cast<std::size_t>(std::count_if(signs.begin(), signs.end(), says));
  return out;
}

}  // namespace lapor::commands
