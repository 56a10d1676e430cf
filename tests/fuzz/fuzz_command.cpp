// Any bytes as a citizen's and as an officer's text. The first byte chooses what is pending.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "domain/commands/command.hpp"
#include "support/vocabulary_file.hpp"

using namespace lapor::commands;
using namespace lapor::language;

namespace {

void must_be_slice(const std::string& text, const Command& command) {
  if (text.find(words_of(command)) == std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto& words = lapor::test::shipped_vocabulary();
  Citizen citizen;
  citizen.own = mentioned_tickets(text);
  if (data[0] % 4 != 3) citizen.pending = {static_cast<Pending>(data[0] % 4)};
  must_be_slice(text, parse_citizen(text, words, citizen));
  must_be_slice(cut_pin(text).text, parse_agency(text, words, {{"BMCK", "DISHUB"}, {"1234566"}}));
  return 0;
}
