#include "store/private_file.hpp"

#include <fstream>
#include <iterator>

#include "open_store.hpp"

namespace lapor::store {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file is replaced whole, for its owner alone, and nothing lies beside it") {
  const test::TempDir dir;
  const auto file = dir.path() / "key.pem";
  replace_file(file, "first");
  CHECK(text_of(file) == "first");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_read);
  replace_file(file, "second");
  CHECK(text_of(file) == "second");
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(files_in(dir.path()) == 1);
}

TEST_CASE("a file that can't be replaced is a failure and leaves nothing beside it") {
  const test::TempDir dir;
  fs::create_directory(dir.path() / "folder");
  std::ofstream(dir.path() / "folder" / "inside") << "kept";
  CHECK_THROWS_AS(replace_file(dir.path() / "folder", "text"), StoreFailure);
  CHECK(text_of(dir.path() / "folder" / "inside") == "kept");
  CHECK(files_in(dir.path()) == 1);
  CHECK_THROWS_AS(replace_file(dir.path() / "nowhere" / "file", "text"), StoreFailure);
}

}  // namespace lapor::store
