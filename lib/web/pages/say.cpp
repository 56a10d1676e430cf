#include "web/pages/say.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "base/whole_number.hpp"

namespace lapor::web {
namespace {

constexpr std::string_view unknown = "–";
constexpr std::array months_id{"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                               "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
constexpr std::array months_en{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Words {
  std::string_view key, indonesian, english;
};

constexpr std::array states{
    Words{"new", "Baru", "New"},
    Words{"verifying", "Diperiksa koordinator", "With the coordinator"},
    Words{"forwarded", "Diteruskan ke instansi", "Sent to the agency"},
    Words{"accepted", "Diterima instansi", "Accepted by the agency"},
    Words{"in_progress", "Sedang dikerjakan", "In progress"},
    Words{"need_info", "Menunggu jawaban pelapor", "Waiting for the reporter"},
    Words{"resolved", "Selesai, menunggu konfirmasi", "Resolved, to be confirmed"},
    Words{"closed", "Selesai", "Closed"},
    Words{"auto_closed", "Ditutup tanpa konfirmasi", "Closed without confirmation"},
    Words{"rejected", "Ditolak", "Rejected"},
    Words{"duplicate", "Digabung dengan laporan lain", "Joined to another report"},
    Words{"cancelled", "Dibatalkan pelapor", "Cancelled by the reporter"},
};

constexpr std::array steps{
    Words{"opened", "Laporan diterima", "Report received"},
    Words{"route", "Instansi ditentukan", "An agency was chosen"},
    Words{"forwarded", "Diteruskan ke instansi", "Sent to the agency"},
    Words{"accept", "Diterima instansi", "Accepted by the agency"},
    Words{"progress", "Sedang dikerjakan", "In progress"},
    Words{"ask", "Instansi bertanya kepada pelapor", "The agency asked the reporter"},
    Words{"inform", "Pelapor menjawab", "The reporter answered"},
    Words{"resolve", "Dinyatakan selesai oleh instansi", "Resolved, says the agency"},
    Words{"contest", "Pelapor menjawab BELUM selesai", "Not resolved, says the reporter"},
    Words{"confirm", "Pelapor membenarkan: selesai", "Confirmed by the reporter"},
    Words{"reopen", "Dibuka kembali", "Reopened"},
    Words{"transfer", "Dialihkan ke instansi lain", "Transferred to another agency"},
    Words{"refuse", "Dikembalikan oleh instansi", "Returned by the agency"},
    Words{"postpone", "Ditunda oleh instansi", "Postponed by the agency"},
    Words{"lapse", "Ditutup karena tidak ada jawaban", "Closed without an answer"},
    Words{"reject", "Ditolak koordinator", "Rejected by the coordinator"},
    Words{"merge", "Digabung dengan laporan lain", "Joined to another report"},
    Words{"climbed", "Naik ke atasan instansi", "Told to a superior of the agency"},
    Words{"cancel", "Dibatalkan pelapor", "Cancelled by the reporter"},
    Words{"note", "Catatan", "Note"},
    Words{"answered", "Dijawab koordinator", "Answered by the coordinator"},
    Words{"added", "Pelapor menambah keterangan", "The reporter added words"},
    Words{"repeated", "Laporan yang sama dikirim lagi", "The same report came again"},
    Words{"read-as", "Dibaca dari kata", "Read from the words"},
    Words{"looks-like", "Mirip laporan", "Looks like report"},
    Words{"suggested", "Disarankan oleh model", "Suggested by the model"},
    Words{"desk", "Lewat meja kerja", "At the desk"},
    Words{"unreachable", "Tidak ada nomor instansi yang terjangkau", "No phone of the agency can be reached"},
    Words{"verify", "Menunggu diperiksa koordinator", "Waits for the coordinator"},
    Words{"joined", "Laporan lain digabung ke sini", "Another report was joined"},
    Words{"kept-apart", "Tidak digabung dengan laporan lain", "Not joined to another report"},
    Words{"kept-from", "Tidak diteruskan ke instansi yang dilaporkan", "Kept from the agency it is about"},
    Words{"confided", "Pelapor meminta kerahasiaan", "The reporter asked for confidence"},
    Words{"not-urgent", "Tidak didahulukan: terlalu banyak yang mendesak tanpa nomor",
          "Not put first: too many urgent ones without a number"},
    Words{"declined", "Tidak dapat diproses", "Declined"},
    Words{"overdue", "Instansi lewat batas waktu", "The agency is overdue"},
    Words{"late", "Tanggal selesai terlewat, pelapor diberi tahu",
          "Past the date that the reporter was given"},
    Words{"late-part", "Bagian SMS datang terlambat", "A part of the text came late"},
    Words{"reminded", "Pelapor diingatkan", "The reporter was reminded"},
    Words{"rated", "Pelapor memberi nilai", "Rated by the reporter"},
    Words{"unasked", "Pelapor tidak dapat ditanya", "The reporter couldn't be asked"},
    Words{"deadline-moved", "Batas waktu dihitung ulang", "The deadline was counted again"},
    Words{"follower-confirmed", "Pelapor lain membenarkan: selesai", "Confirmed by a follower"},
    Words{"forward-lost", "SMS ke instansi tidak terkirim", "The text to the agency was lost"},
    Words{"several-matters", "Memuat beberapa masalah", "Is about several matters"},
};

constexpr std::array causes{
    Words{"fraud", "Penipuan", "Fraud"},
    Words{"binary", "Bukan teks", "Not a text"},
    Words{"unreadable", "Tidak terbaca", "Unreadable"},
    Words{"class 0", "Pesan kilat", "Flash messages"},
    Words{"status", "Bukan pesan", "Not a message"},
    Words{"flood", "Terlalu banyak dari satu nomor", "Too many from one number"},
    Words{"incomplete", "SMS panjang yang tidak lengkap", "Long texts of which a part is missing"},
    Words{"advertisement", "Iklan", "Advertisements"},
    Words{"machine", "Pesan dari mesin", "Texts of machines"},
    Words{"from our own number", "Dari nomor layanan ini", "From this service's number"},
    Words{"our own words came back", "Balasan kami yang kembali", "Our own texts that came back"},
    Words{"left by a former phone", "Sisa pesan lama di SIM", "Left on the SIM by a former phone"},
};

constexpr std::array message_states{
    Words{"queued", "menunggu dikirim", "waits to be sent"},
    Words{"sending", "sedang dikirim", "is being sent"},
    Words{"sent", "terkirim", "sent"},
    Words{"delivered", "sampai", "delivered"},
    Words{"failed", "gagal", "failed"},
    Words{"unsure", "tidak pasti terkirim", "may have been sent"},
    Words{"expired", "kedaluwarsa", "expired"},
    Words{"taken", "diterima", "received"},
};

constexpr std::array purposes{
    Words{"alarm", "peringatan kepada operator", "alert to the operator"},
    Words{"urgent", "mendesak", "urgent"},
    Words{"reply", "balasan", "answer"},
    Words{"agency_reply", "balasan kepada instansi", "answer to the agency"},
    Words{"operator", "dari operator", "from the operator"},
    Words{"forward", "laporan kepada instansi", "report to the agency"},
    Words{"news", "kabar kepada pelapor", "news to the reporter"},
    Words{"ladder", "pengingat kepada instansi", "reminder to the agency"},
};

template <std::size_t N>
const Words* find(const std::array<Words, N>& all, std::string_view key) {
  for (const auto& words : all)
    if (words.key == key) return &words;
  return nullptr;
}

template <std::size_t N>
std::string_view find_or_key(const std::array<Words, N>& all, const Say& say, std::string_view key) {
  const auto* words = find(all, key);
  return words ? say(words->indonesian, words->english) : key;
}

/// Like whole_number, but never negative.
std::optional<int> digits(std::string_view text) {
  const auto value = whole_number<int>(text);
  return value && *value >= 0 ? value : std::nullopt;
}

struct Date {
  int year, month, day;
};
std::optional<Date> read_date(std::string_view t) {
  if (t.size() < 10 || t[4] != '-' || t[7] != '-') return std::nullopt;
  const auto y = digits(t.substr(0, 4)), m = digits(t.substr(5, 2)), d = digits(t.substr(8, 2));
  if (!y || !m || !d || *m < 1 || *m > 12 || *d < 1 || *d > 31) return std::nullopt;
  return Date{*y, *m, *d};
}

/// Minutes east of Greenwich: "Z", "+07:00", "" (as UTC).
std::optional<int> read_offset(std::string_view t) {
  if (t.empty() || t == "Z") return 0;
  if (t.size() != 6 || t[3] != ':' || (t[0] != '+' && t[0] != '-')) return std::nullopt;
  const auto h = digits(t.substr(1, 2)), m = digits(t.substr(4, 2));
  if (!h || !m || *h > 14 || *m > 59) return std::nullopt;
  return (t[0] == '-' ? -1 : 1) * (*h * 60 + *m);
}

}  // namespace

std::string Say::number(std::int64_t n) const {
  auto plain = std::to_string(n < 0 ? -n : n);
  for (auto at = static_cast<std::ptrdiff_t>(plain.size()) - 3; at > 0; at -= 3)
    plain.insert(static_cast<std::size_t>(at), 1, english() ? ',' : '.');
  return n < 0 ? "-" + plain : plain;
}

std::string Say::duration(const std::optional<std::int64_t>& seconds) const {
  if (!seconds) return std::string(unknown);
  constexpr std::int64_t minute = 60, hour = 3600, day = 86'400;
  const auto tenths = [&](std::int64_t unit, std::string_view name) {
    const auto n = (*seconds * 10 + unit / 2) / unit;
    if (n % 10 == 0 || n >= 100) return fmt::format("{} {}", (n + 5) / 10, name);
    return fmt::format("{}{}{} {}", n / 10, english() ? '.' : ',', n % 10, name);
  };
  if (*seconds < hour) return fmt::format("{} {}", (*seconds + minute / 2) / minute, (*this)("menit", "min"));
  if (*seconds < 2 * day) return tenths(hour, (*this)("jam", "hours"));
  return tenths(day, (*this)("hari", "days"));
}

std::string Say::percent(const std::optional<std::int64_t>& percent) const {
  return percent ? fmt::format("{} %", *percent) : std::string(unknown);
}

std::string Say::date(std::string_view iso_day, bool with_year) const {
  const auto date = read_date(iso_day);
  if (!date) return std::string(unknown);
  const auto& months = english() ? months_en : months_id;
  const auto text = fmt::format("{} {}", date->day, months[static_cast<std::size_t>(date->month - 1)]);
  return with_year ? fmt::format("{} {}", text, date->year) : text;
}

std::string Say::time(std::string_view iso_time, const calendar::Calendar& calendar) const {
  const auto at = read_time(iso_time);
  if (!at) return std::string(unknown);
  const std::chrono::year_month_day day{calendar.local_day(*at)};
  const auto iso = fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                               static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return fmt::format("{} {} {}", date(iso, true), calendar.short_time(*at), calendar.zone_mark());
}

std::string Say::band(std::int64_t band, const control::Json& edges) const {
  const auto& from = edges.items();
  const auto edge = [&](std::int64_t i) {
    const auto* n = from[static_cast<std::size_t>(i)].number();
    return n ? *n : 0;
  };
  const auto size = static_cast<std::int64_t>(from.size());
  if (band <= 0) return "0";
  if (band >= size) return size == 0 ? "0" : fmt::format("{}+", number(edge(size - 1)));
  return fmt::format("{}–{}", number(edge(band - 1)), number(edge(band) - 1));
}

std::optional<Instant> read_time(std::string_view t) {
  const auto date = read_date(t);
  if (!date) return std::nullopt;
  using namespace std::chrono;
  const year_month_day ymd{year{date->year}, month{static_cast<unsigned>(date->month)},
                           day{static_cast<unsigned>(date->day)}};
  if (!ymd.ok()) return std::nullopt;
  if (t.size() == 10) return Instant{sys_days{ymd}};
  if (t.size() < 19 || t[10] != 'T' || t[13] != ':' || t[16] != ':') return std::nullopt;
  const auto h = digits(t.substr(11, 2)), m = digits(t.substr(14, 2)), s = digits(t.substr(17, 2));
  auto rest = t.substr(19);
  if (rest.starts_with('.'))
    rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
  const auto offset = read_offset(rest);
  if (!h || !m || !s || !offset || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
  return Instant{sys_days{ymd}} + hours{*h} + minutes{*m - *offset} + seconds{*s};
}

std::string_view state_words(const Say& say, std::string_view state) {
  return find_or_key(states, say, state);
}
std::string_view step_words(const Say& say, std::string_view kind) { return find_or_key(steps, say, kind); }

std::string_view message_state_words(const Say& say, std::string_view state) {
  return find_or_key(message_states, say, state);
}

std::string_view purpose_words(const Say& say, std::string_view purpose) {
  return find_or_key(purposes, say, purpose);
}

std::string_view channel_words(std::string_view channel) {
  if (channel == "sms") return "SMS";
  if (channel == "web") return "situs";
  if (channel == "app") return "aplikasi";
  if (channel == "social") return "media sosial";
  return channel;
}

std::string quarantine_words(const Say& say, std::string_view cause) {
  if (const auto* words = find(causes, cause)) return std::string(say(words->indonesian, words->english));
  return fmt::format("{} ({})", say("Lainnya", "Other"), cause);
}

std::string area_words(const Say& say, const Site& site, std::string_view code) {
  const auto* area = site.area(code);
  if (!area) return std::string(say("Tempat tidak diketahui", "Place unknown"));
  return fmt::format("{} {}", area->city ? say("Kota", "City of") : say("Kab.", "Regency of"), area->name);
}

}  // namespace lapor::web
