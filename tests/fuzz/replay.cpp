// Plays a kept corpus through a target, without a fuzzer: each file of the folders that are named.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz/input.hpp"

int main(int count, char** folders) {
  int played = 0;
  for (int n = 1; n < count; ++n) {
    for (const auto& file : std::filesystem::directory_iterator(folders[n])) {
      std::ifstream in(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(in), {}};
      std::printf("%s\n", file.path().c_str());  // the last one printed is the one that failed
      std::fflush(stdout);
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
      ++played;
    }
  }
  std::printf("%d inputs\n", played);
  return played > 0 ? 0 : 1;
}
