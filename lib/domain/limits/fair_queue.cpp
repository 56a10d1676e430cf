#include "domain/limits/fair_queue.hpp"

#include <algorithm>

namespace lapor::limits {
namespace {

constexpr Duration remembered = std::chrono::minutes(10);
constexpr Duration each_counts = std::chrono::seconds(30);
constexpr unsigned plenty_for_one = 5, plenty_about_agency = 20;  ///< texts within that time
constexpr std::size_t most = 200;  ///< more recipients than one modem can serve in that time

template <class Counted, class Name>
auto find(Counted& counted, const Name& key) {
  return std::find_if(counted.begin(), counted.end(), [&](const auto& one) { return one.first == key; });
}

}  // namespace

template <class Key, class Name>
void FairQueue::count(Counted<Key>& counted, const Name& key, Instant now) {
  std::erase_if(counted, [&](const auto& one) {
    return now - one.second.since >= remembered || now < one.second.since;
  });
  if (const auto known = find(counted, key); known != counted.end()) {
    ++known->second.texts;
    return;
  }
  if (counted.size() >= most) counted.erase(counted.begin());
  counted.emplace_back(Key(key), Recent{1, now});
}

template <class Key, class Name>
unsigned FairQueue::texts(const Counted<Key>& counted, const Name& key, Instant now) {
  const auto known = find(counted, key);
  return known == counted.end() || now - known->second.since >= remembered ? 0 : known->second.texts;
}

void FairQueue::record_send(PersonId to, std::string_view agency, Instant now) {
  count(people_, to, now);
  if (!agency.empty()) count(agencies_, agency, now);
}

Instant FairQueue::queued_since(PersonId to, Instant waits_since, Instant now) const {
  return waits_since + each_counts * texts(people_, to, now);
}

bool FairQueue::had_plenty(PersonId to, std::string_view agency, Instant now) const {
  return texts(people_, to, now) >= plenty_for_one || texts(agencies_, agency, now) >= plenty_about_agency;
}

}  // namespace lapor::limits
