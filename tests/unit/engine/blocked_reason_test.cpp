// A question for the reason why a modem waits changes nothing, and leaves no transaction open.
#include "engine/api/engine.hpp"
#include "store/db.hpp"
#include "store/migrate.hpp"
#include "store/store.hpp"
#include "support/catch.hpp"
#include "support/rules.hpp"
#include "unit/engine/room.hpp"

using namespace lapor;
using namespace lapor::engine;

namespace {

std::unique_ptr<store::Database> migrated() {
  auto db = std::make_unique<store::Database>(":memory:");
  store::migrate(*db);
  return db;
}

/// Fails during the question, as a disk may.
class FailingStore : public store::SqlStore {
 public:
  FailingStore() : SqlStore(migrated()) {}
  unsigned attempts_since(std::string_view modem, Instant since) override {
    if (fails) throw StoreFailure(StoreFailure::Kind::io, "disk I/O error");
    return SqlStore::attempts_since(modem, since);
  }
  bool fails = false;
};

}  // namespace

TEST_CASE("a failure while somebody looks why a modem waits leaves no transaction open", "[engine]") {
  FailingStore store;
  auto rules = std::make_shared<Rules>(*test::rules());
  rules->sims["sim1"].daily_limit = 10;
  Engine engine{store, rules};
  engine.start(tuesday);
  engine.on(ModemUp{"sim1", {}}, tuesday);
  engine.on(NetworkChanged{"sim1", true}, tuesday);
  CHECK(engine.blocked_reason("sim1", tuesday) == "");
  store.fails = true;
  CHECK_THROWS_AS(engine.blocked_reason("sim1", tuesday), StoreFailure);
  store.fails = false;
  CHECK_NOTHROW(engine.tick(tuesday + 1min));
  CHECK(engine.blocked_reason("sim1", tuesday) == "");
}
