// A model of the gateway that says what must hold. It is written from the contract and the tables of
// docs/architecture.md alone and shares no code with the engine. It is told what people texted and what
// reached a disk or a phone, and says which ticket is in which state, who has it, when steps are due, and who
// may read what.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/api/views.hpp"
#include "hunt/gateway.hpp"
#include "hunt/story.hpp"

namespace lapor::hunt {

/// A text to the gateway, as its sender meant it.
struct Said {
  std::string from;
  Deed deed = Deed::report;
  int report = 0, much = 0;
  std::string number;  ///< of the ticket that it names
  std::string target;  ///< ALIH: the agency; a merge: the other ticket
  std::set<int> parts;
  int part_count = 1;
  bool one_lost = false;  ///< one part never comes
};

/// A ticket as it must be.
struct Case {
  int report = 0;
  std::string reporter, number, agency, state = "forwarded", before;
  std::set<std::string> readers;  ///< agencies that it was with
  std::set<std::string> followers;
  std::optional<Instant> forwarded;  ///< to the present agency
  std::optional<Instant> closes;     ///< when nobody answers
  Instant created{};
  bool first_answer_waits = true;  ///< the escalation of the first forward runs
  bool vague =
      false;  ///< something happened whose outcome only the gateway knows: no exact word about it any more
  int transfers = 0, reopens = 0;
  std::map<std::string, int> questions;  ///< by agency
  std::set<std::string> postponed;       ///< agencies that put it off
  bool returned = false;                 ///< an agency gave it back, and the coordinator hasn't decided
  bool follower_said_yes = false;
  bool touched = true;
  std::map<std::string, bool> answered;  ///< by agency that it was forwarded to, or that answered
};

class Model final : public Witness {
 public:
  explicit Model(const Story& story);

  int say(Said said);  ///< it lies on a SIM; returns its number
  void taken(int text, int part, Instant now) override;
  void accepted(const std::string& to, const std::string& part, Instant now) override;
  void sent(const Modem::Sent& part) override;
  void doubtful(const Modem::Sent& part) override;
  void receipt(const Receipt& receipt) override;
  void logged(const log::Record& record) override;

  void clock_set(Duration by, Instant now);
  void policy_changed(int policy);
  /// \throws Broken if something doesn't hold that must. `all`: looks at every ticket, not only at those to
  /// which something happened.
  void check(engine::Views& views, Instant now, bool all);
  /// The same at the end, when nothing waits any more.
  void check_end(engine::Views& views, Instant now);

  /// The newest ticket of a report; nullptr if there is none.
  const Case* about(int report) const;
  bool knows(const std::string& phone, const std::string& number) const;
  bool is_gone(const std::string& phone) const { return erased_.contains(phone); }
  void back_up() { backup_ = std::make_shared<Model>(*this); }
  void restore(Instant now);
  std::size_t tickets() const { return cases_.size(); }
  std::size_t texts() const { return texts_sent_; }

 private:
  void happened(const Said& said, Instant now);
  void report(const Said& said, Instant now);
  void citizen(const Said& said, Instant now);
  void officer(const Said& said, Instant now);
  void act(Case& c, const Said& said, Instant now);
  void leave(Case& c, const Said& said, Instant now);
  void join(Case& c, const Said& said, Instant now);
  void route(Case& c, const std::string& agency, Instant now);
  void coordinator_says(Case& c, const Said& said, Instant now);
  void enter(Case& c, const std::string& state, Instant now);
  void give(Case& c, const std::string& agency, const std::string& state, Instant now);
  void pass_time(Instant now);
  Case* find(const std::string& number);
  bool is_of(const std::string& phone, const std::string& agency) const;
  void bind_numbers(engine::Views& views);
  void check_case(engine::Views& views, Case& c, Instant now);
  void check_escalation(engine::Views& views, const Case& c, const engine::Ticket& t, Instant now);
  void check_new_rows(engine::Views& views);
  void check_tickets(engine::Views& views, Instant now);
  void check_row(const engine::MessageRow& row);
  void must_not_hear(const Modem::Sent& part);
  Instant working_days_later(Instant t, int days) const;
  std::vector<Instant> steps(Instant forwarded) const;
  bool nobody_asked(engine::Views& views, const Case& c, const std::string& state) const;
  bool was_of_erased(int report) const;

  Story story_;
  std::vector<Said> said_;
  std::vector<Case> cases_;
  std::vector<std::pair<Instant, int>> partial_;        ///< texts with a gap, and when they are taken
  std::map<std::string, std::set<std::string>> known_;  ///< by phone: the numbers that it has read
  std::map<std::string, std::set<std::string>> named_;  ///< by phone: the numbers that it has texted
  std::map<std::string, Instant> stopped_;
  std::set<std::string> erased_;
  std::map<std::string, std::vector<Instant>> came_from_;
  struct Copies {
    int sent = 0, doubts = 0, delivered = 0, failed = 0;
  };
  std::map<std::pair<std::string, std::string>, Copies> copies_;  ///< by recipient and part
  std::map<std::string, Instant> last_step_;  ///< by phone: its newest text of the escalation
  std::int64_t rows_seen_ = 0;
  std::size_t texts_sent_ = 0;
  int policy_ = 0;
  std::shared_ptr<Model> backup_;
};

}  // namespace lapor::hunt
