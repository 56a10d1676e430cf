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
#include <vector>

#include "engine/api/engine.hpp"
#include "engine/api/views.hpp"
#include "store/store.hpp"
#include "support/temp_dir.hpp"

namespace lapor::test {

/// The process dies here; whatever isn't on disk is gone.
struct Death {};

/// The real store, which can be told at which commit to die or to lie.
class MortalStore : public store::SqliteStore {
 public:
  enum class When { before, after, unknown };  ///< unknown: the commit holds, and reports an error
  explicit MortalStore(const std::string& path);
  void commit() override;

  int commits = 0;
  int fate_at = 0;  ///< which commit of this life, from 1; 0: none
  When fate = When::after;
};

struct Sms {
  std::string number, text;
  Instant at{};
};

/// A SIM and the network behind it, and one worker's life.
struct FakeModem {
  std::string name;
  std::map<unsigned, sms::InboundSegment> slots;
  std::vector<Sms> transmitted;                                             ///< each time a Ctrl-Z left
  std::function<std::optional<int>(const std::string& to)> refuse;          ///< a CMS number, or nothing
  std::function<std::optional<std::string>(const std::string& code)> ussd;  ///< the network's answer, or none
  std::vector<std::string> asked;                                           ///< USSD codes, in order
  bool reports = false;                                                     ///< the network sends receipts
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
  explicit World(std::shared_ptr<const engine::Rules> rules, std::vector<std::string> modems = {"sim1"});

  Instant now;
  std::chrono::steady_clock::duration longest{};  ///< that one transaction took
  FakeModem& sim(const std::string& name = "sim1") { return modems_.at(name); }
  store::SqliteStore& store() { return *store_; }
  const engine::Rules& rules() const { return *rules_; }

  void text(const std::string& from, const std::string& words);  ///< arrives on the first modem's SIM
  /// Everything that can happen now happens. \throws Death
  void settle();
  /// Lets time pass; what falls due on the way happens at its moment.
  void advance(Duration span);
  void post(const engine::Event& event);
  engine::Effects told(const engine::Event& event);  ///< post(), and what the engine answered
  /// An operator's order; why it was refused, or nothing.
  std::string order(const engine::Event& event);
  /// Kills the gateway with its workers, and starts it again.
  void restart();
  /// Takes a backup beside the running gateway.
  void back_up();
  /// Stops it, puts that backup back, and starts it.
  void restore();
  /// settle() and advance(span); however often it dies on the way, it is started again.
  void live(Duration span);
  void die(MortalStore::When when, int at_commit);
  int commits() const { return commits_before_ + store_->commits; }
  int deaths() const { return deaths_; }
  void adopt(std::shared_ptr<const engine::Rules> rules);

  /// Does the database file hold these bytes, as they are or as UTF-16?
  bool keeps(const std::string& words);
  const std::vector<log::Record>& log() const { return log_; }

  std::vector<engine::Ticket> tickets();
  std::vector<engine::MessageRow> out();
  /// What this number has got, oldest first.
  std::vector<std::string> phone(const std::string& number);
  std::string last(const std::string& number);

  /// To show that the order matters: erases a slot when it is read, before the commit.
  bool erase_before_commit = false;

 private:
  void open();
  bool step();
  bool step(FakeModem& modem);
  engine::Effects persist(const std::function<engine::Effects()>& entry);
  void carry_out(const engine::Effects& effects);

  TempDir dir_;
  std::filesystem::path backup_;
  std::shared_ptr<const engine::Rules> rules_;
  std::map<std::string, FakeModem> modems_;
  std::unique_ptr<MortalStore> store_;
  std::unique_ptr<engine::Engine> engine_;
  std::vector<log::Record> log_;
  int commits_before_ = 0, deaths_ = 0;
};

}  // namespace lapor::test
