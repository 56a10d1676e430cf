#include "base/utf8.hpp"
#include "open_store.hpp"

namespace lapor::store {

TEST_CASE("a person is made once and found again") {
  OpenStore opened;
  CHECK_FALSE(opened->find_person(mobile(1)));
  const auto id = opened->person(mobile(1));
  CHECK(opened->person(mobile(1)) == id);
  CHECK(opened->find_person(mobile(1)) == id);
  CHECK(opened->person(mobile(2)) != id);
  CHECK(opened->address(id) == mobile(1));
}

TEST_CASE("short codes and names are people too") {
  OpenStore opened;
  const sms::Address code{"919", sms::AddressKind::short_code, ""};
  const sms::Address name{"TELKOMSEL", sms::AddressKind::alphanumeric, ""};
  const sms::Address nobody{"", sms::AddressKind::unknown, ""};
  CHECK(opened->address(opened->person(code)) == code);
  CHECK(opened->address(opened->person(name)) == name);
  CHECK(opened->address(opened->person(nobody)) == nobody);
}

TEST_CASE("an address read differently by a newer release stays the same person") {
  OpenStore opened;
  auto before = mobile(1);
  before.kind = sms::AddressKind::unknown;
  before.country = "";
  const auto id = opened->person(before);
  CHECK(opened->person(mobile(1)) == id);
  CHECK(opened->address(id) == mobile(1));
}

TEST_CASE("hostile bytes in an address come back as they were") {
  OpenStore opened;
  const sms::Address odd{std::string("'; DROP TABLE person;--\xff\x01", 26), sms::AddressKind::unknown, ""};
  const auto kept = test::on_postgresql() ? utf8::clean(odd.text) : odd.text;  // a server takes UTF-8 alone
  CHECK(opened->address(opened->person(odd)).text == kept);
}

TEST_CASE("concatenation references run from 0 to 255 and round again, for each person alone") {
  OpenStore opened;
  const auto a = opened.person(1), b = opened.person(2);
  for (int i = 0; i < 256; ++i) REQUIRE(opened->next_reference(a) == i);
  CHECK(opened->next_reference(a) == 0);
  CHECK(opened->next_reference(b) == 0);
}

TEST_CASE("who is not there is a failure, not an empty address") {
  OpenStore opened;
  CHECK_THROWS_AS(opened->address(PersonId{99}), StoreFailure);
  CHECK_THROWS_AS(opened->next_reference(PersonId{99}), StoreFailure);
}

}  // namespace lapor::store
