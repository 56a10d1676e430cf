// Copies of the database hold phone numbers and what people told in confidence. Here is how such a copy is
// made so that nobody but its owner can read it, replace it, or make us write elsewhere.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace lapor::store {

/// "LAPR": marks a file as ours (PRAGMA application_id).
inline constexpr std::int64_t application_id = 0x4C415052;

/// Makes the folder (mode 0700) where there is none, and gives its path without links. Only root, this
/// process's user and `also` may be able to write it: neither the folder nor one above it may belong to
/// another user or be writable by a foreign group or by all (a sticky folder such as /tmp may stand above
/// it). \throws StoreFailure (io), which names the folder and what to do
std::filesystem::path private_folder(const std::filesystem::path& folder, std::optional<uid_t> also = {});

/// Makes an empty file, mode 0600, that belongs to this process's user. \throws StoreFailure (io) when
/// anything, a link too, has that name
void make_new_file(const std::filesystem::path& file);
/// Copies a regular file (never through a link) into a new one, as make_new_file() makes it.
void copy_to_new_file(const std::filesystem::path& from, const std::filesystem::path& to);
/// Syncs the folder of this file: names that were made or changed in it are on disk when it returns. False if
/// it can't be done.
bool sync_folder_of(const std::string& path);
/// Replaces a file, or makes it, mode 0600: it is there whole and on disk when this returns, or is as it was.
/// \throws StoreFailure (io); whether a new name is on disk is then unknown
void replace_file(const std::filesystem::path& file, std::string_view bytes);
/// Gives a finished file its name; it is on disk when this returns. \throws StoreFailure (io) when anything
/// has that name
void name_new_file(const std::filesystem::path& finished, const std::filesystem::path& file);

/// "<file>.unfinished-<16 random hexadecimal digits>": nobody can make it beforehand.
std::filesystem::path unfinished_name(const std::filesystem::path& file);

/// The file is regular, no link, and an SQLite database with our application_id in its header (byte 68).
bool is_our_database(const std::filesystem::path& file);

}  // namespace lapor::store
