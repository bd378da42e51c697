# Google's HTML5 parser. Defines the imported target Gumbo::gumbo.
include(PlainLibrary)
plain_library(Gumbo gumbo.h gumbo)
