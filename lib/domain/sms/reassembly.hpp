// Puts the segments of a long SMS together (3GPP TS 23.040 §9.2.3.24.1). Pure: the store holds the waiting
// segments, and the caller decides when to stop waiting.
//
// A reference of one octet comes round again, and some phones never change it. So segments with the same
// sender, reference and total may be of several texts: they are told apart by their numbers, their words and
// the times that the service centre gave them.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "domain/sms/inbound_segment.hpp"

namespace lapor::sms {

/// A segment of a long text.
struct Piece {
  unsigned number = 0;  ///< from 1, or from 0 where the sender counts so
  std::u16string text;
  Instant sent{};  ///< by the service centre's clock; 0: not known, any text may be its own
  Alphabet alphabet;
  bool octets = false;  ///< its text was read from 8-bit coding
  bool erased = false;  ///< its text was erased: it is the same as any piece of its number
};

/// The pieces of one text: indices in the span that they were sorted from.
struct LongText {
  std::vector<std::size_t> pieces;   ///< one of each number, in order of arrival
  std::vector<std::size_t> repeats;  ///< the same number with the same words once more
};
/// Sorts the pieces of one group into texts. A piece goes to the text that lacks its number and was sent
/// nearest to it, at most 5 minutes away; another is begun if there is none.
std::vector<LongText> sort_into_texts(std::span<const Piece> pieces, unsigned total);
/// Joins two texts if one has just the segments that the other lacks, however far apart they were sent. For
/// texts whose waiting time has ended.
std::vector<LongText> join_halves(std::vector<LongText> texts, std::span<const Piece> pieces, unsigned total);

/// The part of a long text that is taken: its first `most` segments.
struct Extent {
  unsigned total = 0, most = 0;
  bool cut() const { return total > most; }
  unsigned taken() const { return cut() ? most : total; }
};
/// True if all segments that are taken are there.
bool complete(std::span<const Piece> text, Extent extent);
/// The whole text in UTF-8. What a border cut in two is one character again: a surrogate pair, an extension
/// character, a sequence of UTF-8. Each gap becomes "[bagian hilang]"; a text that is longer than its extent
/// ends in "[terpotong]". Of two segments with one number the first counts.
std::string join(std::span<const Piece> text, Extent extent);

/// The relation of a late piece to the text that was taken without it.
enum class Late {
  repeated,  ///< it is in it already
  surplus,   ///< it lies beyond what was taken
  missing,   ///< it fills a gap
  stranger   ///< it is of another text
};
/// `text`: the pieces that were taken.
Late late_piece(const Piece& piece, std::span<const Piece> text, Extent extent);

}  // namespace lapor::sms
