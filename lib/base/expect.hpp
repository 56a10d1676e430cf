// Preconditions, checked in every build. A broken one is a fault in this program, never in what it reads:
// bytes from a SIM, a socket or a file are judged by conditions of their own and become an Error.
#pragma once
#include <stdexcept>
#include <string>

namespace lapor {

/// Ends the event in hand, not the gateway: the event loop catches it, logs it and goes on.
struct PreconditionBroken : std::logic_error {
  using std::logic_error::logic_error;
};

/// \throws PreconditionBroken naming the expression and its place: "attempt.open() at attempts.cpp:41"
[[noreturn]] inline void precondition_broken(const char* expression, const char* file, int line) {
  throw PreconditionBroken(std::string("broken precondition: ") + expression + " at " + file + ":" +
                           std::to_string(line));
}

}  // namespace lapor

/// States a function's `\pre`. The expression may have no side effect.
#define LAPOR_EXPECT(condition) \
  ((condition) ? static_cast<void>(0) : ::lapor::precondition_broken(#condition, __FILE_NAME__, __LINE__))
