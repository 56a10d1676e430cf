// Cases from the field, as PDUs: read as a worker reads them, and given to a whole gateway.
#pragma once
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "modem/at/pdu.hpp"
#include "sim/story.hpp"

namespace lapor::test {

/// The PDUs of tests/data/field-cases.tsv under this id; "<2s>" is a pause.
inline std::vector<std::string> field_case(const std::string& id) {
  std::ifstream in(LAPOR_SOURCE_DIR "/tests/data/field-cases.tsv");
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with(id + '\t')) continue;
    std::istringstream words(line.substr(id.size() + 1));
    std::vector<std::string> out;
    for (std::string word; words >> word;) out.push_back(word);
    return out;
  }
  FAIL("no such case: " << id);
  return {};
}

/// Lies in the next slot of sim1.
inline void arrives(World& w, const std::string& pdu) {
  const auto read = modem::read_pdu(pdu);
  if (const auto* bad = std::get_if<modem::BadPdu>(&read)) FAIL(bad->cause << ": " << pdu);
  auto& sim = w.sim();
  sim.slots[sim.next_slot++] = std::get<sms::InboundSegment>(read);
}

/// Everything of a case arrives, and is handled after each pause and at the end.
inline void play(World& w, const std::vector<std::string>& pdus) {
  for (const auto& pdu : pdus) {
    if (!pdu.starts_with('<')) {
      arrives(w, pdu);
      continue;
    }
    w.settle();
    w.advance(std::chrono::seconds(std::stoi(pdu.substr(1))));
  }
  w.settle();
}

inline std::vector<std::string> texts(World& w) {
  std::vector<std::string> out;
  for (const auto& t : w.tickets()) out.push_back(t.text);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace lapor::test
