// The tour in eight steps: which are done is read from what happened, so a visitor may also go their own way.
// Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "try/phones/world.hpp"

namespace lapor::phones {

inline constexpr auto first_citizen = "+628110000123";  ///< fictitious, as all numbers here

/// A text that a step proposes to send.
struct Example {
  bool citizen = false;  ///< from the citizen's phone; else from `phone`
  std::string phone, text;
};

/// A button that a step proposes besides: an order of the page with its value.
struct Knob {
  std::string_view order;  ///< "tempo", "gangguan"
  std::string_view name, value, words;
};

struct TourStep {
  std::string_view title;
  std::string told;  ///< what to do and what to see; plain text
  bool done = false;
  std::vector<Knob> before;       ///< buttons that come before the examples
  std::vector<Example> examples;  ///< empty once sent, or where there is nothing to send
  std::vector<Knob> after;
};

/// Always eight.
std::vector<TourStep> tour(const World& world);

}  // namespace lapor::phones
