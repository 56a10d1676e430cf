#include "try/phones/office.hpp"

#include <fmt/format.h>

#include <ctime>
#include <map>
#include <utility>

#include "control/protocol.hpp"

namespace lapor::phones {
namespace {

using control::number_of;
using control::request;
using control::result_of;
using control::text_of;

constexpr auto look_every = std::chrono::milliseconds{250};
constexpr unsigned board_every = 8, gather_every = 40;  // looks
constexpr std::int64_t board_days = 30, newest_messages = 100;

std::string local_time() {
  const auto now = std::time(nullptr);
  std::tm parts{};
  localtime_r(&now, &parts);
  return fmt::format("{:02}:{:02}:{:02}", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

/// The part of the gateway's status that changes only when something happens: all but its age.
std::string events_of(const Json& status) {
  return status["outbox"].dump() + status["inbox"].dump() + status["tickets"].dump();
}

int figure(const std::map<std::string, std::string>& stats, const std::string& name) {
  const auto at = stats.find(name);
  return at == stats.end() ? 0 : std::stoi(at->second);
}

}  // namespace

std::string Office::rules_of(const Pace& pace, const std::string& pages) {
  constexpr auto common = R"toml([limits]
replies_per_number_per_hour = 1000
replies_per_day          = 100000
reports_per_hour         = 1000
urgent_per_hour          = 1000
additions_per_hour       = 1000
parts_per_hour           = 10000
texts_per_phone_per_hour = 1000

[delivery]
retry = ["1s", "2s", "5s"]

[http]
listen = "{}"

)toml";
  return fmt::format(common, pages) + rules_at(pace);
}

Office::Office(boost::asio::io_context& io, story::Stage& stage, std::string pages,
               std::function<void()> changed)
    : io_(io),
      stage_(stage),
      pages_(std::move(pages)),
      changed_(std::move(changed)),
      control_(io, stage.path("control.sock")),
      web_(io, stage.path("web.sock")),
      timer_(io) {
  for (const auto& [phone, name] : stage.cast().all()) world_.people.push_back({name, phone});
  world_.board_url = fmt::format("http://{}/", pages_);
}

void Office::begin() { look(); }

void Office::look() {
  if (!stage_.alive()) return daemon::stop_running(io_);
  take_texts();
  look_at_modem();
  fill();
  if (!asking_) ask_status();
  if (looks_++ % board_every == 0) ask_board();
  tell_if_changed();
  timer_.start(look_every, [this] { look(); });
}

void Office::take_texts() {
  for (auto& text : stage_.modem().texts(parts_)) {
    parts_ = text.last;
    stage_.show_arrival(text.to, text.text);
    world_.texts.push_back({world_.texts.size() + 1, text.to, false, text.text, local_time()});
  }
}

void Office::look_at_modem() {
  const auto stats = stage_.modem().stats();
  world_.modem.sim_used = figure(stats, "used.SM");
  world_.modem.sim_size = figure(stats, "size.SM");
  world_.modem.held_by_network = figure(stats, "smsc_queue");
  if (world_.modem.held_by_network > 0 || world_.modem.sim_used > 0) return;
  for (auto& b : world_.texts) b.taken = b.taken || b.to_gateway;
}

/// Once the gateway has let go of the modem, adverts take every place of the SIM.
void Office::fill() {
  auto& m = world_.modem;
  if (m.sim != Sim::filling || stage_.modem().stats()["open"] != "0") return;
  for (int n = m.sim_used; n < m.sim_size; ++n)
    stage_.modem().inject("INFO-PROMO", fmt::format("Paket data {} GB hanya Rp 10.000! Ketik *123#", n + 1));
  m.sim = Sim::full;
  look_at_modem();
}

void Office::ask_status() {
  asking_ = true;
  control_.ask(request("status"), [this](const Json& answer) {
    asking_ = false;
    const auto status = result_of(answer);
    if (!status) return;
    const auto& modems = (*status)["modems"].items();
    if (!modems.empty()) world_.modem.state = text_of(modems.front(), "state");
    auto events = events_of(*status);
    if (events == status_ && looks_ % gather_every != 0) return;
    status_ = std::move(events);
    ask_ticket();
    ask_messages();
  });
}

/// The newest report, unless it is the one of an earlier tour.
void Office::ask_ticket() {
  control_.ask(request("tickets", {{"limit", 1}}), [this](const Json& answer) {
    const auto list = result_of(answer);
    if (!list || list->items().empty()) return;
    newest_ticket_ = text_of(list->items().front(), "ticket");
    if (newest_ticket_ == old_ticket_) return;
    control_.ask(request("ticket", {{"ticket", newest_ticket_}}), [this](const Json& one) {
      if (auto ticket = result_of(one); ticket && newest_ticket_ != old_ticket_) world_.ticket = *ticket;
      tell_if_changed();
    });
  });
}

void Office::ask_messages() {
  control_.ask(request("messages", {{"direction", "out"}, {"limit", newest_messages}}),
               [this](const Json& answer) {
                 if (const auto messages = result_of(answer)) took_messages(*messages);
                 tell_if_changed();
               });
}

/// The gateway's messages are the newest first; each belongs to the newest bubble of the same text that has
/// none yet.
void Office::took_messages(const Json& messages) {
  std::map<std::pair<std::string, std::string>, std::vector<bool>> receipts;
  world_.waiting.clear();
  for (const auto& m : messages.items()) {
    const std::pair key{text_of(m, "number"), text_of(m, "text")};
    if (text_of(m, "state") == "queued") world_.waiting.push_back({key.first, key.second});
    if (!text_of(m, "sent_at").empty()) receipts[key].push_back(!text_of(m, "delivered_at").empty());
  }
  std::map<std::pair<std::string, std::string>, std::size_t> used;
  for (auto b = world_.texts.rbegin(); b != world_.texts.rend(); ++b) {
    if (b->to_gateway) continue;
    const auto found = receipts.find({b->phone, b->text});
    if (found == receipts.end()) continue;
    const auto nth = used[found->first]++;
    if (nth < found->second.size()) b->delivered = b->delivered || found->second[nth];
  }
}

void Office::ask_board() {
  web_.ask(request("board", {{"days", board_days}}), [this](const Json& answer) {
    if (const auto board = result_of(answer)) world_.board = (*board)["figures"];
  });
}

void Office::order(const Json& request) {
  control_.ask(request, [this](const Json&) { status_.clear(); });
}

void Office::tell_if_changed() {
  const auto& m = world_.modem;
  std::size_t arrived = 0;
  for (const auto& b : world_.texts) arrived += b.delivered || b.taken;
  auto seen = fmt::format("{} {} {} {} {} {} {} {} {} {} {}", world_.texts.size(), arrived,
                          world_.waiting.size(), m.state, m.sim_used, m.held_by_network, m.network_lost,
                          m.receipts_off, static_cast<int>(m.sim), world_.pace->name, world_.board.dump()) +
              world_.ticket.dump();
  if (seen == shown_) return;
  shown_ = std::move(seen);
  changed_();
}

void Office::send(const std::string& phone, const std::string& text) {
  stage_.says(phone, text);
  const auto obstacle = world_.modem.network_lost        ? Obstacle::network
                        : world_.modem.sim != Sim::usual ? Obstacle::sim
                                                         : Obstacle::none;
  world_.texts.push_back({world_.texts.size() + 1, phone, true, text, local_time(), obstacle});
  look_at_modem();
}

void Office::lose_network(bool lost) {
  if (lost == world_.modem.network_lost) return;
  stage_.modem().command(lost ? "fault no-network" : "fault clear no-network");
  world_.modem.network_lost = lost;
}

void Office::fill_sim(bool full) {
  if (full == (world_.modem.sim != Sim::usual)) return;
  world_.modem.sim = full ? Sim::filling : Sim::usual;
  order(request("modem", {{"modem", "sim1"}, {"action", full ? "hold" : "resume"}}));
}

void Office::stop_receipts(bool off) {
  stage_.modem().command(off ? "report off" : "report on");
  world_.modem.receipts_off = off;
}

void Office::set_pace(const Pace& pace) {
  world_.pace = &pace;
  stage_.configure(rules_of(pace, pages_));
  order(request("reload"));
}

void Office::begin_tour() {
  old_ticket_ = newest_ticket_;
  world_.ticket = Json();
}

}  // namespace lapor::phones
