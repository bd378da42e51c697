#include "engine/signature/folder.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(path_in_folder, is_made_plain) {
  EXPECT_EQ(path_in_folder("", "a.html"), "a.html");
  EXPECT_EQ(path_in_folder("", "./b//c/../a.html"), "b/a.html");
  EXPECT_EQ(path_in_folder("mail/de", "../logo.png"), "mail/logo.png");
  EXPECT_EQ(path_in_folder("", "..a/b..c"), "..a/b..c");
}

TEST(path_in_folder, never_leaves_the_folder) {
  for (const auto* path : {"../a", "a/../../b", "/etc/passwd", "..", "", ".", "a/..", "..\\a", "C:\\a", "c:a",
                           "file:///etc/passwd", "a\nb"})
    EXPECT_EQ(path_in_folder("", path), std::nullopt) << path;
  EXPECT_EQ(path_in_folder("a", "../../b"), std::nullopt);
  EXPECT_EQ(path_in_folder("", std::string("a\0b", 3)), std::nullopt);
  EXPECT_EQ(path_in_folder("", std::string(300, 'a')), std::nullopt);
}

} // namespace
} // namespace roamsync
