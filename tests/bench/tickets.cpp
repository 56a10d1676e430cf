#include "bench/tickets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "bench/bench.hpp"
#include "support/rules.hpp"

namespace lapor::bench {

void fill(test::World& w, int n) {
  const auto now = to_ms(w.now), five_years = std::int64_t{5} * 365 * 86'400'000;
  auto& db = w.store().database_file();
  const auto rows = fmt::format(
      "WITH RECURSIVE i(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM i WHERE k < {0} - 1), "
      "r AS (SELECT k, {1} - {2} + k * ({2} / {0}) AS at, k % 50 = 0 AS live FROM i) ",
      n, now, five_years);
  const auto agency = "CASE k % 3 WHEN 0 THEN 'BMCK' WHEN 1 THEN 'DISHUB' ELSE 'KOMINFO' END";
  const auto run = [&](const std::string& sql) { db.exec("BEGIN; " + sql + "; COMMIT"); };
  run(fmt::format(
      "WITH RECURSIVE i(k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM i WHERE k < {0} - 1) INSERT INTO "
      "person (id, address, kind, country) SELECT 1000 + k, 'warga' || k, 'unknown', 'ID' FROM i",
      std::max(1, n / 4)));
  run("INSERT INTO ticket (serial, state, kind, category, area, agency, answer_class, urgent, confidential, "
      "anonymous, "
      "channel, reporter, text, created_ms, forwarded_ms, first_response_ms, due_ms, closed_ms, level, "
      "ladder_base_ms, "
      "wake_ms, resolve_by_ms, transfers, reopens, before_question, due_base_ms, resolve_base_ms) " +
      rows +
      fmt::format(
          "SELECT 100001 + k, iif(live, 'forwarded', 'closed'), 'LAPOR', 'JALAN', '33.74', {}, 'ordinary', "
          "0, 0, "
          "0, 'sms', 1000 + k % {}, 'jalan berlubang di depan pasar nomor ' || k, at, at + 60000, iif(live, "
          "NULL, "
          "at + 7200000), iif(live, {} + k * 1000, NULL), iif(live, NULL, at + 86400000), iif(live, 1, 0), "
          "iif(live, at, NULL), iif(live, {} + 86400000 + k * 1000, NULL), at + 1209600000, 0, 0, "
          "'forwarded', at, "
          "at FROM r",
          agency, std::max(1, n / 4), now, now));
  run("INSERT INTO stay (ticket, agency, counted_ms, forwarded_ms, respond_by_ms, first_response_ms, "
      "resolve_by_ms, "
      "resolved_ms, left_ms, ending, contests, reopens, paused_ms, unreachable) " +
      rows +
      fmt::format(
          "SELECT 100001 + k, {}, at + 60000, at + 60000, at + 86400000, iif(live, NULL, at + 7200000), at + "
          "1209600000, iif(live, NULL, at + 80000000), iif(live, NULL, at + 86400000), iif(live, 'open', "
          "'confirmed'), 0, 0, 0, 0 FROM r",
          agency));
  for (const auto* kind : {"opened", "forwarded", "resolve"})
    run("INSERT INTO event (ticket, at_ms, kind, actor, detail) " + rows +
        fmt::format("SELECT 100001 + k, at, '{}', 'gateway', 'x' FROM r", kind));
  run("INSERT INTO inbound (sender, modem, text, parts, gap, received_ms, command, ticket) " + rows +
      fmt::format("SELECT 1000 + k % {}, 'sim1', 'LAPOR JALAN berlubang nomor ' || k, 1, 0, at, 'LAPOR', "
                  "100001 + k FROM r",
                  std::max(1, n / 4)));
  run("INSERT INTO outgoing (recipient, text, purpose, ticket, state, parts, reference, created_ms, "
      "not_before_ms, "
      "expires_ms, sent_ms) " +
      rows +
      fmt::format("SELECT 1000 + k % {}, 'Laporan diterima nomor ' || k, 'reply', 100001 + k, 'delivered', "
                  "1, 0, at, at, at "
                  "+ 86400000, at FROM r",
                  std::max(1, n / 4)));
}

void make_database(const std::string& path, int n) {
  test::World w{test::rules()};
  w.now = Instant{std::chrono::milliseconds(now_ms())};
  w.settle();
  fill(w, n);
  w.store().database_file().backup_to(path);
}

}  // namespace lapor::bench
