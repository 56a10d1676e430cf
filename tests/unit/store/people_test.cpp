#include "world.hpp"

namespace lapor::store {

TEST_CASE("a person is made once and found again") {
  Room room;
  CHECK_FALSE(room->find_person(mobile(1)));
  const auto id = room->person(mobile(1));
  CHECK(room->person(mobile(1)) == id);
  CHECK(room->find_person(mobile(1)) == id);
  CHECK(room->person(mobile(2)) != id);
  CHECK(room->address(id) == mobile(1));
}

TEST_CASE("short codes and names are people too") {
  Room room;
  const sms::Address code{"919", sms::AddressKind::short_code, ""};
  const sms::Address name{"TELKOMSEL", sms::AddressKind::alphanumeric, ""};
  const sms::Address nobody{"", sms::AddressKind::unknown, ""};
  CHECK(room->address(room->person(code)) == code);
  CHECK(room->address(room->person(name)) == name);
  CHECK(room->address(room->person(nobody)) == nobody);
}

TEST_CASE("an address read differently by a newer release stays the same person") {
  Room room;
  auto before = mobile(1);
  before.kind = sms::AddressKind::unknown;
  before.country = "";
  const auto id = room->person(before);
  CHECK(room->person(mobile(1)) == id);
  CHECK(room->address(id) == mobile(1));
}

TEST_CASE("hostile bytes in an address come back as they were") {
  Room room;
  const sms::Address odd{std::string("'; DROP TABLE person;--\xff\x01", 26), sms::AddressKind::unknown, ""};
  CHECK(room->address(room->person(odd)).text == odd.text);
}

TEST_CASE("concatenation references run from 0 to 255 and round again, for each person alone") {
  Room room;
  const auto a = room.person(1), b = room.person(2);
  for (int i = 0; i < 256; ++i) REQUIRE(room->next_reference(a) == i);
  CHECK(room->next_reference(a) == 0);
  CHECK(room->next_reference(b) == 0);
}

TEST_CASE("who is not there is a failure, not an empty address") {
  Room room;
  CHECK_THROWS_AS(room->address(PersonId{99}), StoreFailure);
  CHECK_THROWS_AS(room->next_reference(PersonId{99}), StoreFailure);
}

}  // namespace lapor::store
