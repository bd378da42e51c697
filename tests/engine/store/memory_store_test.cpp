#include "engine/store/memory_store.hpp"
#include "tests/engine/store/store_contract.hpp"

namespace roamsync {

struct memory_store_factory {
  std::unique_ptr<store> make() { return std::make_unique<memory_store>(); }
};
INSTANTIATE_STORE_CONTRACT(memory_store, memory_store_factory);

} // namespace roamsync
