// The gateway's state for Prometheus: its values, and labels from closed sets alone.
#include "control/web/metrics.hpp"

#include "support/catch.hpp"

using namespace lapor;
using namespace lapor::control;

TEST_CASE("metrics give what the status knows, and leave out what it doesn't", "[web]") {
  Status status;
  status.version = "1.2.3";
  status.uptime_s = 100;
  status.outbox.queued = 7;
  ModemRow known, unknown;
  known.name = "a\"b\\c\nd";
  known.state = "ready";
  known.signal_percent = 50;
  unknown.name = "sim2";
  unknown.state = "absent";
  status.modems = {known, unknown};
  engine::Measures measures;
  measures.counts = {
      {"attempt", "sim2", "in_doubt", 4}, {"report", "sms", "JALAN", 9}, {"state", "forwarded", "", 5}};
  engine::Measures::Times reply{"reply", "", Histogram({1, 10})};
  reply.times.add(0.5);
  reply.times.add(10);
  reply.times.add(11);
  measures.times = {reply};
  measures.newest_report = from_ms(500'000);
  ProcessFigures process;
  process.loop.database_failures[engine::StoreFailure::Kind::full] = 2;
  process.loop.lag.add(0.3);
  const auto week = Json();
  const auto text =
      web::metrics_text({status, measures, process, week, 3, {{"refused", 6}}}, from_ms(1'000'000'000));
  const auto has = [&](const std::string& line) { return text.find(line + "\n") != std::string::npos; };
  CHECK(has("lapor_build_info{version=\"1.2.3\"} 1"));
  CHECK(has("process_start_time_seconds 999900"));
  CHECK(has("lapor_modem_up{modem=\"a\\\"b\\\\c\\nd\"} 1"));
  CHECK(has("lapor_modem_up{modem=\"sim2\"} 0"));
  CHECK(has("lapor_modem_state{modem=\"sim2\",state=\"absent\"} 1"));
  CHECK(has("lapor_outbox_messages{state=\"queued\"} 7"));
  CHECK(has("lapor_web_sessions 3"));
  CHECK(has("lapor_web_logins_total{result=\"refused\"} 6"));
  CHECK(has("lapor_sms_attempts_total{modem=\"sim2\",outcome=\"in_doubt\"} 4"));
  CHECK(has("lapor_reports_total{channel=\"sms\",category=\"JALAN\"} 9"));
  CHECK(has("lapor_tickets{state=\"forwarded\"} 5"));
  CHECK(has("lapor_reply_delay_seconds_bucket{le=\"1\"} 1"));
  CHECK(has("lapor_reply_delay_seconds_bucket{le=\"10\"} 2"));
  CHECK(has("lapor_reply_delay_seconds_bucket{le=\"+Inf\"} 3"));
  CHECK(has("lapor_reply_delay_seconds_sum 21.5"));
  CHECK(has("lapor_reply_delay_seconds_count 3"));
  CHECK(has("lapor_last_report_timestamp_seconds 500"));
  CHECK(has("lapor_loop_lag_seconds_bucket{le=\"0.25\"} 0"));
  CHECK(has("lapor_loop_lag_seconds_bucket{le=\"1\"} 1"));
  CHECK(has("lapor_database_failures_total{kind=\"full\"} 2"));
  CHECK(has("lapor_database_failures_total{kind=\"io\"} 0"));
  CHECK(text.find("lapor_modem_signal_ratio{modem=\"sim2\"}") == std::string::npos);
  CHECK(text.find("lapor_agency_received") == std::string::npos);
}
