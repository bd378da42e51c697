#pragma once

#include "tests/engine/store/knowledge_contract.hpp"
#include "tests/engine/store/runs_contract.hpp"
#include "tests/engine/store/tenants_contract.hpp"

/// What every store must do. `factory` has `std::unique_ptr<store> make()`.
#define INSTANTIATE_STORE_CONTRACT(name, factory)                                                            \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, store_of_tenants, factory);                                           \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, store_of_runs, factory);                                              \
  INSTANTIATE_TYPED_TEST_SUITE_P(name, store_of_knowledge, factory)
