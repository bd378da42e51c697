// The one translation unit that holds the compiled parts of Asio and Beast (about 10 s; the others then take
// 3 s).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
