// Backups by clocks that lie, in folders of others, under names that are taken.
#include "store/backup.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "open_store.hpp"
#include "store/migrate.hpp"
#include "store/private_file.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;

constexpr auto day = std::chrono::hours(24);

struct File {
  test::TempDir dir;
  std::string path = (dir.path() / "lapord.db").string();
  std::unique_ptr<SqlStore> writer = make_store(path);

  void add_ticket() {
    in_tx(*writer, [&] {
      engine::Ticket t;
      t.reporter = writer->person(mobile(1));
      t.text = "jalan rusak";
      t.created = noon;
      writer->add_ticket(t);
    });
  }
  fs::path folder() const { return backup_folder(path); }
  fs::path backup(Instant at, unsigned keep = 7) { return take_backup(path, folder(), at, keep).file; }
  fs::path elsewhere(fs::perms perms) {
    const auto folder = dir.path() / "usb";
    fs::create_directory(folder);
    fs::permissions(folder, perms);
    return folder;
  }
};

std::string refusal(const fs::path& backup, const fs::path& folder) {
  try {
    copy_backup(backup, folder, noon, 7);
  } catch (const StoreFailure& e) {
    return e.what();
  }
  return {};
}

std::string bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("a week of backups by a clock that was ahead costs no later backup") {
  File f;
  for (int n = 0; n < 7; ++n) f.backup(noon + (400 + n) * day);
  for (int n = 0; n < 3; ++n) {
    f.add_ticket();
    CHECK(fs::exists(f.backup(noon + n * day)));
  }
  const auto kept = backups(f.folder(), noon + 2 * day);
  REQUIRE(kept.size() == 7);
  for (std::size_t n = 0; n < 7; ++n) CHECK(kept[n].in_the_future == (n >= 3));
  CHECK(kept[0].at == noon + 2 * day);
}

TEST_CASE("a quiet gateway's backups by a clock that was ahead come last, too") {
  File f;
  for (int n = 0; n < 7; ++n) f.backup(noon + (400 + n) * day);
  for (int n = 0; n < 7; ++n) CHECK(fs::exists(f.backup(noon + n * day)));
  for (const auto& backup : backups(f.folder(), noon + 6 * day)) CHECK_FALSE(backup.in_the_future);
}

TEST_CASE("backups by a clock that is behind don't push out what holds more, and the one just made stays") {
  File f;
  for (int n = 0; n < 3; ++n) f.add_ticket(), f.backup(noon + n * day, 3);
  f.add_ticket();
  const auto behind = f.backup(Instant{} + day, 3);
  CHECK(fs::exists(behind));
  const auto kept = backups(f.folder(), Instant{} + day);
  REQUIRE(kept.size() == 3);
  CHECK(kept[0].file == behind);
  CHECK(kept[1].at == noon + 2 * day);
}

TEST_CASE("with one backup to keep it is the one just made") {
  File f;
  f.add_ticket();
  const auto ahead = f.backup(noon + 400 * day, 1), right = f.backup(noon, 1);
  CHECK(fs::exists(right));
  CHECK_FALSE(fs::exists(ahead));
}

TEST_CASE("a backup replaces no file of its name") {
  File f;
  const auto file = f.backup(noon);
  const auto before = bytes(file);
  f.add_ticket();
  CHECK(f.backup(noon) != file);  // in the same second
  CHECK(bytes(file) == before);
  CHECK(files_in(f.folder()) == 2);
}

TEST_CASE("files that only look like backups are neither counted nor deleted") {
  File f;
  const auto mine = f.backup(noon);
  const auto folder = f.elsewhere(fs::perms::owner_all);
  for (int n = 0; n < 9; ++n) std::ofstream(folder / backup_name(noon + (100 + n) * day));
  {
    Database(folder / backup_name(noon + 50 * day)).exec("CREATE TABLE theirs (n INTEGER)");
  }
  fs::create_symlink(mine, folder / backup_name(noon + 60 * day));
  const auto copy = copy_backup(mine, folder, noon, 1);
  CHECK(fs::exists(copy));
  CHECK(files_in(folder) == 12);
  CHECK(backups(folder, noon).size() == 1);
}

TEST_CASE("a copy is private, and old copies of ours are rotated") {
  File f;
  const auto folder = f.elsewhere(fs::perms::owner_all);
  for (int n = 0; n < 4; ++n) {
    f.add_ticket();
    const auto copy = copy_backup(f.backup(noon + n * day), folder, noon + n * day, 2);
    CHECK((fs::status(copy).permissions() & fs::perms::all) ==
          (fs::perms::owner_read | fs::perms::owner_write));
  }
  CHECK(files_in(folder) == 2);
}

TEST_CASE("a copy goes into no folder that strangers may write, and through no link") {
  File f;
  const auto mine = f.backup(noon);
  const auto open = f.elsewhere(fs::perms::all);
  CHECK(refusal(mine, open).find("may be written by everybody") != std::string::npos);
  CHECK(files_in(open) == 0);
  CHECK(refusal(mine, open / "below").find("everybody") != std::string::npos);
  fs::permissions(open, fs::perms::owner_all);

  const auto victim = f.dir.path() / "victim";
  std::ofstream(victim) << "precious";
  fs::create_symlink(victim, open / mine.filename());
  CHECK_FALSE(refusal(mine, open).empty());
  CHECK(bytes(victim) == "precious");
  fs::create_symlink(victim, open / "new");
  CHECK_THROWS_AS(make_new_file(open / "new"), StoreFailure);
  CHECK_THROWS_AS(copy_to_new_file(open / "new", open / "other"), StoreFailure);
  REQUIRE(::mkfifo((f.dir.path() / "fifo").c_str(), 0600) == 0);
  CHECK_THROWS_AS(copy_to_new_file(f.dir.path() / "fifo", open / "other"), StoreFailure);
}

TEST_CASE("a copy goes into no folder of another user or of a foreign group") {
  if (::geteuid() != 0) return;  // only root can give folders away
  File f;
  const auto mine = f.backup(noon);
  const auto folder = f.elsewhere(fs::perms::owner_all);
  REQUIRE(::chown(folder.c_str(), 65534, 0) == 0);
  CHECK(refusal(mine, folder).find("belongs to user 65534") != std::string::npos);
  CHECK(private_folder(folder, 65534) == folder);
  REQUIRE(::chown(folder.c_str(), 0, 65534) == 0);
  fs::permissions(folder, fs::perms::owner_all | fs::perms::group_all);
  CHECK(refusal(mine, folder).find("its group") != std::string::npos);
}

TEST_CASE("what a killed backup left goes at the next one") {
  File f;
  f.backup(noon);
  std::ofstream(unfinished_name(f.folder() / backup_name(noon + day))) << "half";
  f.backup(noon + 2 * day);
  CHECK(files_in(f.folder()) == 2);
}

}  // namespace lapor::store
