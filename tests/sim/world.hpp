// A whole gateway without hardware: the real engine and the real store on a file, a clock that only the test
// moves, and modems that do what the worker would tell. It can die at any commit, and it can be started
// again.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "engine/api/engine.hpp"
#include "engine/api/views.hpp"
#include "store/store.hpp"
#include "support/test_database.hpp"

namespace lapor::test {

/// The process dies here; whatever isn't on disk is gone.
struct Death {};

/// The ways in which the gateway dies at a commit.
enum class Dies {
  before,         ///< nothing of the transaction is on disk
  after,          ///< all of it is on disk, and no effect was carried out
  commit_unknown  ///< it lives on: the commit is on disk, and reports an error
};

/// The real store, which can be told to die or to lie at its next commits.
class MortalStore : public store::SqlStore {
 public:
  using SqlStore::SqlStore;
  void commit() override;

  int commits = 0;  ///< of this life
  int dies_at = 0;  ///< the commit of this life at which it dies, from 1; 0 if at none
  Dies dies = Dies::after;
};

/// The transactions that no event begins, for World::die_at.
struct Tick {};
struct Start {};

struct Sms {
  std::string number, text;
  Instant at{};
};

/// A SIM and the network behind it, and one worker's life.
struct FakeModem {
  std::string name;
  std::map<unsigned, sms::InboundSegment> slots;
  std::vector<Sms> transmitted;                                     ///< each time a Ctrl-Z left
  std::function<std::optional<int>(const std::string& to)> refuse;  ///< a CMS number; nullopt: it is sent
  /// The network's answer; nullopt if none comes.
  std::function<std::optional<std::string>(const std::string& code)> ussd;
  std::vector<std::string> asked;  ///< USSD codes, in order
  bool reports = false;            ///< the network sends receipts
  bool present = true;

  // the worker's life
  bool up = false;
  std::set<unsigned> told;  ///< slots that this life has told of
  std::optional<engine::Submit> in_hand;
  bool prompted = false, released = false;
  std::optional<std::string> code_in_hand;
  unsigned next_reference = 0, next_slot = 1;
  std::vector<engine::StatusReportReceived> receipts;

  void holds(const std::string& from, const std::string& text, Instant at);
  void worker_dies();
};

class World {
 public:
  explicit World(std::shared_ptr<const engine::Rules> rules,
                 const std::vector<std::string>& modems = {"sim1"});

  Instant now;
  std::chrono::steady_clock::duration longest{};  ///< that one transaction took
  FakeModem& sim(const std::string& name = "sim1") { return modems_.at(name); }
  store::SqlStore& store() { return *store_; }
  const engine::Rules& rules() const { return *rules_; }

  void text(const std::string& from, const std::string& words);  ///< arrives on the first modem's SIM
  /// Everything that can happen now happens. \throws Death; std::logic_error if a statement that was prepared
  /// on the way scans a table, so that every statement of the engine that a story reaches is judged.
  void settle();
  /// Lets time pass; what falls due on the way happens at its moment.
  void advance(Duration span);
  void post(const engine::Event& event);
  engine::Effects told(const engine::Event& event);  ///< post(), and what the engine answered
  /// An operator's order: why it was refused; "" if it was carried out.
  std::string order(const engine::Event& event);
  /// Kills the gateway with its workers, and starts it again.
  void restart();
  /// Takes a backup beside the running gateway.
  void back_up();
  /// Stops it, puts that backup back, and starts it.
  void restore();
  /// settle() and advance(span). Each time that it dies on the way, it is started again.
  void live(Duration span);
  /// It dies in the transaction of the nth such event from now on:
  /// die_at<engine::SendAccepted>(Dies::before). By the event and not by a number of commits, so that a test
  /// still means the same when the gateway commits more or less often.
  template <class Event>
  void die_at(Dies how, int nth = 1) {
    fate_ = Fate{how, nth, &begun_by<Event>};
  }
  /// It dies at the nth commit from now on: for tests that go through all of them.
  void die_at_commit(Dies how, int nth);
  int commits() const { return commits_before_ + store_->commits; }
  int deaths() const { return deaths_; }
  void adopt(std::shared_ptr<const engine::Rules> rules);

  /// Does the database hold these bytes, as they are or as UTF-16? SQLite: anywhere in the file; PostgreSQL:
  /// in any row.
  bool keeps(const std::string& words);
  const std::vector<log::Record>& log() const { return log_; }

  std::vector<engine::Ticket> tickets();
  std::vector<engine::MessageRow> out();
  /// The texts that this number got, oldest first.
  std::vector<std::string> phone(const std::string& number);
  std::string last(const std::string& number);

  /// To show that the order matters: erases a slot when it is read, before the commit.
  bool erase_before_commit = false;

 private:
  /// The cause of a transaction: an event, a tick, or neither at the start.
  struct Beginning {
    const engine::Event* event = nullptr;
    bool tick = false;
  };
  struct Fate {
    Dies how;
    int nth;
    bool (*meets)(const Beginning&);
  };
  template <class Event>
  static bool begun_by(const Beginning& b) {
    if constexpr (std::is_same_v<Event, Tick>)
      return b.tick;
    else if constexpr (std::is_same_v<Event, Start>)
      return !b.tick && !b.event;
    else
      return b.event && std::holds_alternative<Event>(*b.event);
  }
  void open();
  bool step();
  bool step(FakeModem& modem);
  engine::Effects persist(const Beginning& beginning, const std::function<engine::Effects()>& entry);
  engine::Effects handle(const engine::Event& event);
  void carry_out(const engine::Effects& effects);
  void judge_statements();

  TestDatabase database_;
  std::filesystem::path backup_;
  std::shared_ptr<const engine::Rules> rules_;
  std::map<std::string, FakeModem> modems_;
  std::unique_ptr<MortalStore> store_;
  std::unique_ptr<engine::Engine> engine_;
  std::vector<log::Record> log_;
  std::optional<Fate> fate_;
  int commits_before_ = 0, deaths_ = 0;
  std::size_t judged_ = 0;  ///< statements of this life
};

}  // namespace lapor::test
