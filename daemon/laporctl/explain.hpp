// Shows how the gateway would handle a text, without doing it: the real engine on a database in memory.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"
#include "control/json.hpp"
#include "engine/api/rules.hpp"

namespace lapor::laporctl {

struct ExplainQuestion {
  std::string from;     ///< empty: an ordinary mobile number, or the first contact of the first agency
  std::string as;       ///< "citizen", "agency", or empty: what the directory says of the sender
  std::string pending;  ///< "confirm", "rate", "clarify" or empty
  std::string text;
};

/// {command, ticket, category, flags, argument, area, area_evidence, evidence, runner_up, margin, other_body,
/// suggestion, suggestion_evidence, learned, opens, replies}. `opens` are the tickets that the engine opened,
/// several where the text was cut: {ticket, category, area, agency, flags, text, several_matters}. Every
/// number in the text with a good check digit counts as a ticket of this sender (for an agency: one that is
/// with it), one with a bad check digit as no ticket at all. Where a question waits for an officer, they are
/// the reporter of its ticket. What the sender wrote before isn't known: a repeat, an addition of minutes
/// ago, a text cut in two, limits. `now` is moved into the sending window, so that the answer doesn't depend
/// on the hour. Errors: rejected where no agency has a contact to speak as.
Result<control::Json> explain(const engine::Rules& rules, const ExplainQuestion& question, Instant now);

struct ExplainScene;  ///< the sender, and the rules as they are for that sender
class Rehearsal;      ///< the database in memory

/// Explains one text after another of one sender.
class Explainer {
 public:
  /// `question.text` is not used.
  static Result<Explainer> make(const engine::Rules& rules, const ExplainQuestion& question, Instant now);
  control::Json operator()(const std::string& text) const;

 private:
  Explainer(std::shared_ptr<const ExplainScene> scene, std::shared_ptr<Rehearsal> rehearsal)
      : scene_(std::move(scene)), rehearsal_(std::move(rehearsal)) {}
  std::shared_ptr<const ExplainScene> scene_;
  std::shared_ptr<Rehearsal> rehearsal_;
};

/// A line of `explain --file` as the text that it stands for: "\\n" is a line break, "\\\\" a backslash.
std::string unescape_line(std::string_view line);

}  // namespace lapor::laporctl
