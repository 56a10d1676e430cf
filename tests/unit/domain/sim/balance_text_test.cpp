#include "domain/sim/balance_text.hpp"

#include <chrono>
#include <string>

#include "support/catch.hpp"

using namespace lapor::sim;

TEST_CASE("a balance is read as Indonesian operators write it", "[balance]") {
  constexpr auto rupiah = "Rp ?([0-9.,]+)";
  CHECK(read_balance("Sisa pulsa Anda Rp25.000,00 aktif s.d. 01/03/2027", rupiah) == 25000);
  CHECK(read_balance("Pulsa: RP 4,500.50", rupiah) == 4500);
  CHECK(read_balance("Pulsa Rp0", rupiah) == 0);
  CHECK(read_balance("Rp 1.250.000 berlaku", rupiah) == 1250000);
  CHECK(read_balance("sisa 1500 SMS", "[0-9]+") == 1500);  // without a group: all that fits
}

TEST_CASE("what can't be read is unknown, never 0", "[balance]") {
  constexpr auto rupiah = "Rp ?([0-9.,]+)";
  for (const auto* answer :
       {"", "Maaf, sistem sedang sibuk", "1. Pulsa 2. Paket", "Rp", "Rp .,", "Rp 9999999999999999"})
    CHECK_FALSE(read_balance(answer, rupiah));
  CHECK_FALSE(read_balance("Rp 25 juta", "Rp (.*)"));
  CHECK_FALSE(read_balance(std::string("\xff\xfe\x00Rp", 5), rupiah));
  CHECK_FALSE(read_balance("Rp 5", "("));
}

TEST_CASE("neither a hostile answer nor a bad pattern takes long", "[balance]") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(read_balance(std::string(100'000, 'a'), "(a+)+$b"));
  CHECK_FALSE(read_balance(std::string(100'000, 'a') + "!", "^(([a-z])+.)+[A-Z]([a-z])+$"));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("a pattern that is none is told apart", "[balance]") {
  CHECK(good_pattern("Rp ?([0-9.]+)"));
  CHECK_FALSE(good_pattern(""));
  CHECK_FALSE(good_pattern("(["));
  CHECK_FALSE(good_pattern(std::string(300, 'a')));
}
