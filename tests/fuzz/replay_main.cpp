// Replays a corpus without libFuzzer: each file as it is and cut off after each byte (after each 64th of
// large files).

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  auto step = bytes.size() > 4096 ? std::size_t{64} : std::size_t{1};
  // A copy on the heap for each length, so that a read behind the end is seen by the address sanitizer.
  for (std::size_t n = 0; n < bytes.size(); n += step) {
    std::vector<std::uint8_t> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
    LLVMFuzzerTestOneInput(cut.data(), cut.size());
  }
  std::vector<std::uint8_t> whole(bytes.begin(), bytes.end());
  LLVMFuzzerTestOneInput(whole.data(), whole.size());
}

} // namespace

int main(int argc, char** argv) {
  int files = 0;
  for (int i = 1; i < argc; ++i)
    for (const auto& entry : std::filesystem::directory_iterator(argv[i]))
      if (entry.is_regular_file()) {
        replay(entry.path());
        ++files;
      }
  std::printf("%d inputs replayed\n", files);
  return files > 0 ? 0 : 1;
}
