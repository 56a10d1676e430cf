// One reader for each kind of file. Each adds its errors to the report and goes on.
#pragma once
#include <chrono>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "config/document.hpp"
#include "config/draft.hpp"

namespace lapor::config {

/// lapord.toml itself, by the table of keys.
void read_settings(const Node& root, Draft& draft, Report& report);
/// \pre draft.rules.country is read
void read_agencies(const std::filesystem::path& file, Draft& draft, Report& report);
void read_keywords(const std::filesystem::path& file, language::Vocabulary& out, Report& report);
/// One word a line, in capitals; lines that begin with # are comments.
void read_dictionary(const std::filesystem::path& file, language::Vocabulary& out, Report& report);
void read_areas(const std::filesystem::path& file, language::Vocabulary& out, Report& report);
void read_replies(const std::filesystem::path& file, replies::Templates& out, Report& report);
/// The days off: national holidays and joint leave (cuti bersama), including estimated dates.
std::set<std::chrono::sys_days> read_holidays(const std::filesystem::path& file, Report& report);
/// The tile map: a line of code, row, column, label, name and kind (kab or kota) for each square.
std::vector<engine::MapTile> read_map(const std::filesystem::path& file, Report& report);
/// "ADDRESS:PORT" with an IPv4 or a bracketed IPv6 address, or "unix:/PATH".
bool good_listen(std::string_view text);
/// True if only this machine can reach an address of that form: loopback, or a Unix socket.
bool is_local_listen(std::string_view text);
engine::ModemProfile read_profile(const std::filesystem::path& file, Report& report);

/// Finds what is right in each file and wrong between them: roles that nobody has, categories that nobody
/// owns.
void cross_check(const Draft& draft, Report& report);

}  // namespace lapor::config
