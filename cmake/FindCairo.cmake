# Draws charts. Defines the imported target Cairo::cairo.
include(PlainLibrary)
plain_library(Cairo cairo/cairo.h cairo)
