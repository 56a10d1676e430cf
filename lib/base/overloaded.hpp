// Visits a std::variant with one lambda for each of its types.
#pragma once

namespace lapor {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace lapor
