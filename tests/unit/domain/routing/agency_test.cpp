#include "domain/routing/agency.hpp"

#include "support/catch.hpp"

using namespace lapor::routing;

namespace {

// The numbers +62 811-0000-xxx are fictitious.
Directory province() {
  Directory d;
  d.agencies = {
      {"BMCK",
       "Bina Marga",
       {"JALAN"},
       {},
       false,
       "",
       {{Role::operator_, "Ani", "+628110000011"}, {Role::head, "Budi", "+628110000013"}}},
      {"BLORA",
       "PU Blora",
       {"JALAN", "AIR"},
       {"33.16"},
       false,
       "",
       {{Role::operator_, "Citra", "+628110000021"}}},
      {"KOMINFO", "Diskominfo", {}, {}, true, "", {{Role::operator_, "Dewi", "+628110000031"}}},
  };
  d.above = {{Role::governor, "Gubernur", "+628110000099"}};
  return d;
}

std::string first_phone(const std::vector<Contact>& contacts) {
  return contacts.empty() ? "" : contacts.front().phone;
}

}  // namespace

TEST_CASE("every role has a name and is found by it", "[routing]") {
  for (const auto r :
       {Role::operator_, Role::secretary, Role::head, Role::coordinator, Role::sekda, Role::governor})
    CHECK(role(name(r)) == r);
  CHECK_FALSE(role("Operator"));
}

TEST_CASE("an agency that names the area wins over one that names none", "[routing]") {
  const auto d = province();
  CHECK(d.owner("JALAN", "33.16")->code == "BLORA");
  CHECK(d.owner("JALAN", "33.74")->code == "BMCK");
  CHECK(d.owner("JALAN", "")->code == "BMCK");
}

TEST_CASE("a category that an agency has only for another area is nobody's", "[routing]") {
  const auto d = province();
  CHECK(d.owner("AIR", "33.74") == nullptr);
  CHECK(d.owner("AIR", "") == nullptr);
  CHECK(d.owner("PAJAK", "33.16") == nullptr);
}

TEST_CASE("an agency is found by its code in either case", "[routing]") {
  const auto d = province();
  CHECK(d.find("bmck") == &d.agencies[0]);
  CHECK(d.find("BMC") == nullptr);
  CHECK(d.find("") == nullptr);
  CHECK(d.coordinator().code == "KOMINFO");
}

TEST_CASE("where nobody has the role, the next role up is reached", "[routing]") {
  const auto d = province();
  CHECK(first_phone(d.reach(*d.find("BMCK"), Role::operator_)) == "+628110000011");
  CHECK(first_phone(d.reach(*d.find("BMCK"), Role::secretary)) == "+628110000013");
  CHECK(first_phone(d.reach(*d.find("BLORA"), Role::secretary)) ==
        "+628110000031");  // the coordinating agency
  CHECK(first_phone(d.reach(*d.find("BLORA"), Role::sekda)) == "+628110000099");
  CHECK(d.exactly(*d.find("BMCK"), Role::secretary).empty());
}

TEST_CASE("a coordinator named above the agencies stands before the coordinating agency", "[routing]") {
  auto d = province();
  d.above.push_back({Role::coordinator, "Eko", "+628110000041"});
  CHECK(first_phone(d.reach(*d.find("BMCK"), Role::coordinator)) == "+628110000041");
}

TEST_CASE("nobody is reached where nobody above has a phone", "[routing]") {
  auto d = province();
  d.above.clear();
  CHECK(d.reach(*d.find("BMCK"), Role::sekda).empty());
  d.above = {{Role::governor, "Gubernur", ""}};
  CHECK(d.reach(*d.find("BMCK"), Role::sekda).empty());
}

TEST_CASE("a phone is known by every office it holds", "[routing]") {
  auto d = province();
  d.agencies[1].contacts.push_back({Role::head, "Ani", "+628110000011"});
  d.above.push_back({Role::sekda, "Ani", "+628110000011"});
  const auto ani = office_of(d, "+628110000011");
  CHECK(ani.agencies == std::vector<std::string>{"BMCK", "BLORA"});
  CHECK(ani.above == std::vector{Role::sekda});
  CHECK_FALSE(office_of(d, "+628110000555").any());
  CHECK_FALSE(office_of(d, "").any());
}
