#include "common/journal.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "base/catalogue.hpp"
#include "base/utf8.hpp"

namespace lapor::daemon {
namespace {

/// systemd says in JOURNAL_STREAM which file the journal reads; a redirected stderr is another one.
bool stderr_is_journal() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat s{};
  if (!stream || ::fstat(STDERR_FILENO, &s) != 0) return false;
  return fmt::format("{}:{}", s.st_dev, s.st_ino) == stream;
}

const char* word(log::Level level) {
  switch (level) {
    case log::Level::error:
      return "error";
    case log::Level::warning:
      return "warning";
    case log::Level::notice:
      return "notice";
    case log::Level::info:
      return "info";
    case log::Level::debug:
      break;
  }
  return "debug";
}

std::string clock() {
  const auto now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[32];
  return {text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &local)};
}

/// Fields as they are read by a person: " modem=sim1".
std::string fields(const log::Record& record) {
  std::string out;
  for (const auto& [key, value] : record.fields) {
    out += ' ';
    for (const char c : key) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    out += "=" + utf8::escape(value);
  }
  return out;
}

void to_journal(const std::string& program, const log::Record& record) {
  std::vector<std::string> lines{"MESSAGE=" + utf8::escape(record.text),
                                 fmt::format("PRIORITY={}", static_cast<int>(record.level)),
                                 "SYSLOG_IDENTIFIER=" + program, "LAPOR_EVENT=" + record.event,
                                 "MESSAGE_ID=" + log::message_id(record.event)};
  for (const auto& [key, value] : record.fields) lines.push_back("LAPOR_" + key + "=" + utf8::escape(value));
  std::vector<iovec> parts;
  for (auto& line : lines) parts.push_back({line.data(), line.size()});
  ::sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
}

}  // namespace

Journal::Journal(std::string program) : kind_(Kind::plain), program_(std::move(program)) {
  if (stderr_is_journal())
    kind_ = Kind::journal;
  else if (std::getenv("JOURNAL_STREAM") && !::isatty(STDERR_FILENO))
    kind_ = Kind::prefixed;
}

void Journal::write(const log::Record& record) const {
  if (kind_ == Kind::silent) return;
  if (kind_ == Kind::journal) return to_journal(program_, record);
  const auto body = fmt::format("{}: {}{}", record.event, utf8::escape(record.text), fields(record));
  const auto line = kind_ == Kind::prefixed ? fmt::format("<{}>{}\n", static_cast<int>(record.level), body)
                                            : fmt::format("{} {:7} {}\n", clock(), word(record.level), body);
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace lapor::daemon
