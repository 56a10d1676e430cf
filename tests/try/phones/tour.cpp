#include "try/phones/tour.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapor::phones {
namespace {

using control::text_of;

constexpr Knob hurry{"tempo", "tempo", "cepat", "Percepat waktu: 1 jam = 1 detik"};
constexpr Knob lose_network{"gangguan", "jaringan", "ya", "Putuskan jaringan"};
constexpr Knob find_network{"gangguan", "jaringan", "tidak", "Pulihkan jaringan"};
constexpr Knob fill_sim{"gangguan", "sim", "ya", "Penuhi SIM"};
constexpr Knob empty_sim{"gangguan", "sim", "tidak", "Jalankan modem lagi"};

/// The facts of the world on which the steps depend.
struct Case {
  const World& world;
  std::string number = text_of(world.ticket, "ticket"), state = text_of(world.ticket, "state"),
              agency = text_of(world.ticket, "agency");

  bool open() const { return !number.empty(); }
  std::string phone_of(std::string_view role) const {
    const auto* one = world.person(fmt::format("{} {}", role, agency));
    return one ? one->phone : std::string{};
  }
  std::string desk() const { return agency.empty() ? "instansi" : agency; }

  bool happened(std::string_view kind) const {
    const auto& events = world.ticket["events"].items();
    return std::any_of(events.begin(), events.end(),
                       [&](const Json& e) { return text_of(e, "kind") == kind; });
  }
  /// A text with the report's number that reached this phone.
  bool told(std::string_view phone) const {
    return open() && any([&](const Bubble& b) {
             return !b.to_gateway && b.phone == phone && b.text.find(number) != std::string::npos;
           });
  }
  /// A text about this report that was sent against this obstacle.
  bool sent_against(Obstacle obstacle) const { return against(obstacle, false); }
  /// Such a text that the gateway has by now.
  bool overcame(Obstacle obstacle) const { return against(obstacle, true); }
  bool asked_how_it_stands() const {
    return open() && any([&](const Bubble& b) {
             return b.to_gateway && b.text.find("CEK") != std::string::npos &&
                    b.text.find(number) != std::string::npos && answered_since(b);
           });
  }

 private:
  template <class Fits>
  bool any(Fits fits) const {
    return std::any_of(world.texts.begin(), world.texts.end(), fits);
  }
  bool against(Obstacle obstacle, bool and_taken) const {
    return open() && any([&](const Bubble& b) {
             return b.obstacle == obstacle && (b.taken || !and_taken) &&
                    b.text.find(number) != std::string::npos;
           });
  }
  bool answered_since(const Bubble& question) const {
    return any([&](const Bubble& b) {
      return b.id > question.id && !b.to_gateway && b.phone == question.phone &&
             b.text.find(number) != std::string::npos;
    });
  }
};

Example citizen_says(std::string text) { return {true, {}, std::move(text)}; }
Example operator_says(const Case& c, std::string text) {
  return {false, c.phone_of("Operator"), std::move(text)};
}

TourStep report(const Case& c) {
  TourStep step{
      "Warga melapor",
      "Kirim laporan dari HP warga, dengan kata sendiri atau dengan contoh ini. Tidak perlu kuota atau "
      "aplikasi. Warga mendapat nomor laporan.",
      c.open(),
      {},
      {},
      {}};
  step.examples = {citizen_says("LAPOR JALAN lubang besar di depan pasar Blora, sudah dua motor jatuh")};
  return step;
}

TourStep forward(const Case& c) {
  return {"Laporan sampai di instansi",
          fmt::format("Lihat HP Operator {}: isi laporan dan batas waktu ada, nomor HP warga tidak ada.",
                      c.desk()),
          c.told(c.phone_of("Operator")),
          {},
          {},
          {}};
}

TourStep silence(const Case& c) {
  TourStep step{
      "Instansi diam, laporan naik",
      fmt::format("Jangan balas dulu. Operator {0} diingatkan setelah 12 jam, Sekretaris {0} diberi "
                  "tahu setelah 24 jam, lalu kepala, koordinator, Sekda dan gubernur. Waktu dapat "
                  "dipercepat.",
                  c.desk()),
      c.told(c.phone_of("Sekretaris")) || c.happened("accept") || c.happened("resolve"),
      {},
      {},
      {}};
  if (c.open() && c.world.pace->name != hurry.value) step.before = {hurry};
  return step;
}

TourStep accept(const Case& c) {
  TourStep step{"Operator menjawab",
                "Balas dari HP operator. Laporan berhenti naik, dan warga diberi tahu.",
                c.happened("accept") || c.happened("resolve"),
                {},
                {},
                {}};
  if (c.open()) step.examples = {operator_says(c, "TERIMA " + c.number)};
  return step;
}

TourStep ask(const Case& c) {
  TourStep step{"Warga bertanya sampai di mana",
                "CEK dengan nomor laporan dijawab kapan saja.",
                c.asked_how_it_stands(),
                {},
                {},
                {}};
  if (c.open()) step.examples = {citizen_says("CEK " + c.number)};
  return step;
}

TourStep lost_network(const Case& c) {
  TourStep step{"Jaringan hilang",
                "Putuskan jaringan, lalu kirim dari HP warga: SMS menunggu di operator seluler. Pulihkan "
                "jaringan: SMS masuk, tidak ada yang hilang.",
                c.overcame(Obstacle::network),
                {},
                {},
                {}};
  if (!c.open()) return step;
  if (!c.world.modem.network_lost && !c.sent_against(Obstacle::network)) step.before = {lose_network};
  if (c.world.modem.network_lost)
    step.examples = {citizen_says("TAMBAH " + c.number + " lubangnya dekat SMP 3")};
  if (c.world.modem.network_lost) step.after = {find_network};
  return step;
}

TourStep full_sim(const Case& c) {
  const auto sim = c.world.modem.sim;
  TourStep step{"SIM penuh",
                "Modem berhenti dan SIM penuh oleh iklan; SMS petugas menunggu di operator seluler. Jalankan "
                "modem lagi: iklan disisihkan, SMS petugas masuk.",
                c.overcame(Obstacle::sim),
                {},
                {},
                {}};
  if (!c.open()) return step;
  if (sim == Sim::usual && !c.sent_against(Obstacle::sim)) step.before = {fill_sim};
  if (sim == Sim::full)
    step.examples = {operator_says(c, "PROSES " + c.number + " tim ke lokasi besok pagi")};
  if (sim != Sim::usual) step.after = {empty_sim};
  return step;
}

TourStep close(const Case& c) {
  TourStep step{
      "Selesai, bila warga membenarkan",
      "Operator melapor SELESAI dan menyebut apa yang dikerjakan. Warga ditanya: YA menutup laporan, "
      "BELUM membukanya lagi, satu tingkat lebih tinggi.",
      c.state == "closed",
      {},
      {},
      {}};
  if (!c.open()) return step;
  if (c.state == "resolved")
    step.examples = {citizen_says("YA " + c.number), citizen_says("BELUM " + c.number + " masih berlubang")};
  else
    step.examples = {operator_says(c, "SELESAI " + c.number + " lubang sudah ditambal aspal")};
  return step;
}

}  // namespace

std::vector<TourStep> tour(const World& world) {
  const Case c{world};
  return {report(c), forward(c), silence(c), accept(c), ask(c), lost_network(c), full_sim(c), close(c)};
}

}  // namespace lapor::phones
