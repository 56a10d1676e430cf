#include "domain/delivery/references.hpp"

namespace lapor::delivery {
namespace {

/// How many sends it takes at least from one reference to another: 1 to 256.
std::size_t steps(unsigned from, unsigned to) { return (to + 511U - from) % 256U + 1; }

}  // namespace

std::vector<std::size_t> possible_sends(std::span<const std::optional<unsigned>> references,
                                        unsigned reference) {
  // From a known reference up to this one there are no fewer sends than steps, and so to the next known one.
  std::vector<std::size_t> places;
  std::optional<std::size_t> known;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (references[i]) {
      while (!places.empty() && (!known || places.back() > *known) &&
             i - places.back() < steps(reference, *references[i]))
        places.pop_back();
      known = i;
    } else if (!known || i - *known >= steps(*references[*known], reference)) {
      places.push_back(i);
    }
  }
  return places;
}

}  // namespace lapor::delivery
