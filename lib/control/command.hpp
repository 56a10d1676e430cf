// One command of the control socket: who may give it, where it goes on record, and what answers it.
#pragma once
#include <string_view>
#include <variant>

#include "control/gateway.hpp"
#include "control/protocol.hpp"

namespace lapor::control {

/// The place where the use of a command is recorded.
enum class Audit {
  access,  ///< it shows what people wrote: a row of `laporctl access`, on disk before the answer goes out
  ticket,  ///< it changes a ticket or sends a text: the engine writes the actor into the ticket or the text
  log,     ///< it changes the gateway: its handler logs the actor, or the gateway logs what was done
  none     ///< it shows figures only, no word and no number of anybody
};

/// The kind of a command, for the program that shows its answer.
enum class Kind {
  view,  ///< changes nothing and may be asked again and again (laporctl --watch)
  order  ///< is carried out once
};

/// A member that has no default: a row that leaves it out does not compile.
template <class T>
class Required {
 public:
  constexpr Required(T value) : value_(value) {}
  constexpr operator T() const { return value_; }

 private:
  T value_;
};

/// Answers a request. Has no default.
class Handler {
 public:
  /// Answers before it returns. May throw engine::StoreFailure.
  using Now = Result<Json> (*)(const Request&, Gateway&);
  /// Calls the reply once, now or later. May throw engine::StoreFailure before it returns.
  using Later = void (*)(const Request&, Gateway&, const Reply&);

  constexpr Handler(Now handler) : handler_(handler) {}
  constexpr Handler(Later handler) : handler_(handler) {}
  void run(const Request& request, Gateway& gateway, const Reply& reply) const;

 private:
  std::variant<Now, Later> handler_;
};

struct Command {
  std::string_view name;
  Required<Right> right;
  Required<Audit> audit;
  Required<Kind> kind;
  Handler handler;
};

}  // namespace lapor::control
