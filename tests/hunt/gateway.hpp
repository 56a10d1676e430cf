// The gateway that is hunted: the real engine on the real SQLite in memory or on a PostgreSQL server, with
// modems, a wall clock, a disk (or server) that can fail, and a death at any commit or between any two
// effects.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/engine.hpp"
#include "engine/api/views.hpp"
#include "hunt/memory_disk.hpp"
#include "hunt/network.hpp"
#include "store/store.hpp"
#include "support/faulty_vfs.hpp"
#include "support/temp_dir.hpp"
#include "support/test_database.hpp"

namespace lapor::hunt {

/// A promise is broken. what() says which, in words.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Hears what truly happened, as far as it is on disk.
class Witness {
 public:
  virtual ~Witness() = default;
  virtual void taken(int text, int part, Instant now) = 0;  ///< this part of a text is on disk
  virtual void accepted(const std::string& to, const std::string& part,
                        Instant now) = 0;              ///< a modem's OK is on disk
  virtual void sent(const Modem::Sent& part) = 0;      ///< it left into the network
  virtual void doubtful(const Modem::Sent& part) = 0;  ///< it left, and its result is lost
  virtual void receipt(const Receipt& receipt) = 0;
  virtual void logged(const log::Record& record) = 0;
};

struct Death {};

class Gateway {
 public:
  Gateway(std::shared_ptr<const engine::Rules> rules, int modems, Instant now, Witness& witness);
  ~Gateway();

  Instant now;
  Modem& modem(int n) { return modems_.at(static_cast<std::size_t>(n) % modems_.size()); }
  int modems() const { return static_cast<int>(modems_.size()); }
  engine::Views& views();

  /// All that can happen until this time, at its moments. The gateway may die on the way: it is started
  /// again.
  void live_until(Instant end);
  void die_at_commit(Dying how, int nth, Duration away);
  void die_between_effects(int nth, Duration away);
  /// A server is out of reach instead, from its nth commit on; if a sync is to fail, the answer to that
  /// commit is lost.
  void fail_disk(test::Fault fault, int nth, Duration lasts);
  void set_clock(Duration by);
  void adopt(std::shared_ptr<const engine::Rules> rules);
  void back_up();
  bool restore();  ///< false if there is no backup, as on a server
  int transactions() const { return transactions_; }
  int deaths() const { return deaths_; }
  bool disk_broken() const { return disk_heals_.has_value(); }

 private:
  class Store;
  std::unique_ptr<store::Connection> connect();
  void format_disk();
  void open();
  void start();
  void start_once();
  void die();
  bool step();
  bool tell(const engine::Event& event, const std::function<void()>& done);
  template <class Entry, class Done>
  bool transaction(Entry entry, Done done);
  void reopen();
  void carry_out(const engine::Effects& effects);
  void settle();
  void hand_over(Modem& modem);
  std::optional<Instant> next_time();
  void heal_disk_in_time();

  std::optional<test::TestDatabase> database_;  ///< on a server; nullopt: an SQLite file
  test::TempDir dir_;
  std::string file_ = dir_.path() / "lapord.db";
  MemoryDisk memory_{file_};
  test::FaultyVfs disk_{MemoryDisk::name()};
  std::string backup_;
  std::shared_ptr<const engine::Rules> rules_;
  Witness& witness_;
  std::vector<Modem> modems_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<engine::Engine> engine_;

  Dying how_ = after_commit;
  int commits_to_death_ = 0, effects_to_death_ = 0;
  Duration away_{0};
  std::optional<Instant> disk_heals_, retry_at_;
  // a server takes the place of the disk that fails
  int commits_to_outage_ = 0;
  bool outage_after_commit_ = false, server_away_ = false;
  std::function<void()> on_disk_;  ///< what to witness when the commit under way is on disk
  int transactions_ = 0, deaths_ = 0, steps_at_once_ = 0;
  bool started_ = false;
};

}  // namespace lapor::hunt
