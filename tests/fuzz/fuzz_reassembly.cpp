// Pieces of long texts in any order, with any numbers, times and cuts.
#include <algorithm>

#include "base/utf8.hpp"
#include "domain/sms/reassembly.hpp"
#include "fuzz/input.hpp"

using namespace lapor;
using fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input in(data, size);
  const unsigned total = 1 + in.byte() % 255, most = 1 + in.byte() % 255;
  std::vector<sms::Piece> pieces;
  while (!in.empty() && pieces.size() < 64) {
    sms::Piece piece;
    piece.number = in.byte();
    piece.sent = from_ms(static_cast<std::int64_t>(in.byte()) * 10000);
    const auto kind = in.byte();
    piece.octets = kind & 1U;
    piece.alphabet = {kind >> 1 & 7U, kind >> 4 & 7U};
    const auto bytes = in.bytes(in.byte() % 16);
    for (std::size_t n = 0; n + 1 < bytes.size(); n += 2)
      piece.text += static_cast<char16_t>((static_cast<unsigned char>(bytes[n]) << 8) |
                                          static_cast<unsigned char>(bytes[n + 1]));
    pieces.push_back(std::move(piece));
  }
  auto texts = sms::sort_into_texts(pieces, total);
  std::size_t placed = 0;
  for (const auto& text : texts) {
    placed += text.pieces.size() + text.repeats.size();
    for (const auto at : text.pieces) must(at < pieces.size());
  }
  must(placed == pieces.size());  // no piece is lost, none is in two texts
  texts = sms::join_halves(std::move(texts), pieces, total);
  const sms::Extent extent{total, most};
  for (const auto& text : texts) {
    std::vector<sms::Piece> own;
    for (const auto at : text.pieces) own.push_back(pieces.at(at));
    sms::complete(own, extent);
    const auto joined = sms::join(own, extent);
    must(utf8::clean(joined) == joined);
    for (const auto& piece : pieces) sms::late_piece(piece, own, extent);
  }
  return 0;
}
