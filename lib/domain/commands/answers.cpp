#include "domain/commands/answers.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "domain/commands/answer_signs.hpp"

namespace lapor::commands {

using language::exact_match;
using language::Reader;

namespace {

bool works(Sense sense) { return sense == Sense::works || sense == Sense::arrives; }
bool repairs(Sense sense) { return works(sense) || sense == Sense::repaired || sense == Sense::either; }

/// Says neither yes nor no, nor what happened: a question or a wish looks past it.
bool is_aside(Sense sense) {
  return sense == Sense::besides || sense == Sense::hopes || sense == Sense::once || sense == Sense::report ||
         sense == Sense::leads || sense == Sense::scene;
}

/// "3 hari", "lama": a yes before it only says since when.
bool is_duration(const Reader& text, const Signs& signs, std::size_t i) {
  if (i >= signs.size()) return false;
  const auto key = text.key(signs[i].at);
  return key == "LAMA" || (!key.empty() && key.front() >= '0' && key.front() <= '9');
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

  Repaired judge() {
    for (std::size_t i = 0; i < signs_.size();) i = take(i);
    if (text_.text.find('?') != std::string_view::npos || has_doubtful_picture(text_.text)) doubt_ = true;
    if (no_ || !open_.empty()) return Repaired::no;
    if (but_) return yes_ || works_ || looked_ ? Repaired::no : Repaired::doubtful;
    if (arrives_ && report_) doubt_ = true;  // "laporan sudah diterima"
    // "lampu nyala siang malam" may be a complaint, "iya lampu depan rumah" says nothing of it
    const bool said = yes_ && (works_ || !(looked_ || scene_ || report_));
    if (said && !doubt_ && !other_) return Repaired::yes;
    return works_ || yes_ || doubt_ || besides_ || scene_ || report_ ? Repaired::doubtful : Repaired::nothing;
  }

 private:
  Sense at(std::size_t i) const { return i < signs_.size() ? signs_[i].sense : Sense::other; }
  bool is(std::size_t i, Sense sense) const { return i < signs_.size() && signs_[i].sense == sense; }

  bool is_yes(std::size_t word) const {
    const auto command = exact_match(text_.vocabulary.citizen, text_.words, word);
    return command && command->meaning == "YA";
  }

  bool after_yes(std::size_t i) const { return i > 0 && (repairs(at(i - 1)) || is(i - 1, Sense::yes)); }

  /// The next sign that isn't mere politeness.
  std::size_t next(std::size_t i) const {
    do ++i;
    while (is_aside(at(i)));
    return i;
  }

  bool says_yes(const Sign& sign) const {
    for (auto word = sign.at; word < sign.at + sign.count; ++word)
      if (is_yes(word)) return true;
    return false;
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
      case Sense::arrives:
      case Sense::repaired:
        yes_ = yes_ || says_yes(signs_[i]);  // "sudah bisa" is one phrase
        doubt_ = doubt_ || (is(i, Sense::arrives) && goes_on(i)) ||
                 (is(i, Sense::repaired) && is(i + 1, Sense::once));
        arrives_ = arrives_ || is(i, Sense::arrives);
        fix();
        break;
      case Sense::either:
        doubt_ = doubt_ || open_.empty();
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
      case Sense::hopes:
        doubt_ = doubt_ || is(next(i), Sense::yes) || repairs(at(next(i))) || i + 1 == signs_.size();
        break;
      case Sense::once:
      case Sense::besides:
        besides_ = true;
        doubt_ = doubt_ || gives_up(i);
        break;
      case Sense::report:
        report_ = true;
        break;
      case Sense::leads:
      case Sense::scene:
        scene_ = true;
        break;
      case Sense::looked:
        looked_ = true;
        break;
      case Sense::only:
      case Sense::there:
        other_ = true;
        break;
      case Sense::also:
      case Sense::other:
        other_ = other_ || !is_place(i);
        break;
    }
    return i + 1;
  }

  /// The thing that was reported is repaired: "lubangnya sudah ditambal".
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
    const bool there = is(i + 1, Sense::there) && !signs_[i + 1].apart;
    const auto what = i + (there ? 2 : 1);
    if (there && gone(i, what)) return doubt(what);
    const bool close = what < signs_.size() && !signs_[what].apart;
    if (!close || !is(what, Sense::broken)) {
      no_ = true;
      return close && repairs(at(what)) ? what + 1 : i + 1;
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
    no_ = no_ || !works(at(what));
    return i + 1;
  }

  /// "nyala lagi" is a yes, "lagi dikerjakan" and "rusak lagi" a no.
  std::size_t repeat(std::size_t i) {
    const bool back = i > 0 && works(at(i - 1)) && !signs_[i].apart;
    if (back) return i + 1;
    if (is(next(i), Sense::repaired) || is(next(i), Sense::either)) return wish(i);
    doubt_ = true;
    return i + 1;
  }

  /// "sudah ada" tells of what stands before ("obatnya sudah ada"), and nothing of what comes after it
  /// ("sudah ada petugas", "sudah jadi kubangan").
  bool goes_on(std::size_t i) const {
    auto more = i + 1;
    while (is(more, Sense::besides)) ++more;
    if (more >= signs_.size() || signs_[more].apart || is(more, Sense::again)) return false;
    return !repairs(at(more)) && !(is_aside(at(more)) && repairs(at(next(more))));
  }

  /// "ya sudah lah"
  bool gives_up(std::size_t i) const {
    return text_.key(signs_[i].at) == "LAH" && i > 0 && is(i - 1, Sense::yes);
  }

  /// One of two words after "depan", "ke" and the like says where.
  bool is_place(std::size_t i) const {
    return (i > 0 && is(i - 1, Sense::leads)) ||
           (i > 1 && is(i - 1, Sense::other) && is(i - 2, Sense::leads));
  }

  /// Something wished for, promised or asked about hasn't happened: "tolong segera diperbaiki", "kapan
  /// dikerjakan".
  std::size_t wish(std::size_t i) {
    auto what = next(i);
    while (is(what, Sense::later) || is(what, Sense::wants)) what = next(what);
    const bool fresh = text_.key(signs_[i].at) == "BARU" && what >= signs_.size();  // "lampu baru"
    doubt_ = doubt_ || !fresh;
    const bool called = is(i, Sense::wants) && is(what, Sense::looked);  // "mohon dicek lagi"
    if (!repairs(at(what)) && !called) return i + 1;
    no_ = true;
    return what + 1;
  }

  const Reader& text_;
  const Signs& signs_;
  std::vector<std::size_t> open_;  ///< what is broken and not yet told as repaired
  bool yes_ = false, works_ = false, arrives_ = false, looked_ = false, no_ = false, but_ = false,
       doubt_ = false, besides_ = false, scene_ = false, report_ = false, other_ = false;
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
  const auto says = [](const Sign& s) { return !is_aside(s.sense); };
  const auto first = static_cast<std::size_t>(std::find_if(signs.begin(), signs.end(), says) - signs.begin());
  const bool none = first == signs.size();
  const bool since = !none && signs[first].sense == Sense::yes && is_duration(text, signs, first + 1);
  Confirmation out;
  out.repaired = Tally(text, signs).judge();
  out.begins = !none && begins_answer(signs[first].sense) && !since;
  out.also = any([](Sense s) { return s == Sense::also; }) && signs.back().sense != Sense::also;
  out.affirms = any([](Sense s) { return s == Sense::yes; }) && !since;
  out.repairs = any(repairs);
  out.recalls =
      any(recalls) || (out.repairs && out.repaired == Repaired::no);  // "kemarin nyala, sekarang padam"
  out.telling = static_cast<std::size_t>(std::count_if(signs.begin(), signs.end(), says));
  return out;
}

}  // namespace lapor::commands
