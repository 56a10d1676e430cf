// The protocol of the control socket: one JSON object a line in each direction. A request is an object with a
// text "command"; an answer is {"ok": true, "result": …} or {"ok": false, "error": "why"}, and names the
// gateway's "timezone" besides.
#pragma once
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "control/json.hpp"
#include "engine/model/actor.hpp"

namespace lapor::control {

/// The right that a socket gives and that a command needs. A higher right includes the lower one.
enum class Right {
  view,    ///< may ask; phone numbers are masked
  control  ///< may also give orders; phone numbers are whole
};

/// The form of phone numbers in answers: whole on the control socket, masked on the view socket.
enum class Numbers { whole, masked };

struct Request {
  Json body;  ///< an object with a text "command"
  Right right = Right::view;
  engine::Actor actor;  ///< "operator uid 1000", from the kernel

  Numbers numbers() const { return right == Right::control ? Numbers::whole : Numbers::masked; }
};

/// Takes the answer to one request. Call it once, now or later, on the server's thread. Further calls, and
/// calls after the client has left, do nothing.
using Reply = std::function<void(Json answer)>;

/// The two shapes of an answer.
Json done(Json result);
Json refused(std::string reason);
/// done() of a value, refused() of an error.
Json answer_of(const Result<Json>& result);

/// A client's request: {"command": …} and those of `members` that are neither null nor an empty text.
Json request(std::string_view command, std::initializer_list<Member> members = {});
/// The result in an answer. Errors: rejected, with the gateway's reason.
Result<Json> result_of(const Json& answer);

}  // namespace lapor::control
