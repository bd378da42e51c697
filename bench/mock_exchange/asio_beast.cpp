// The one translation unit with the code of Asio and Beast, for programs that link no other copy of it.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
