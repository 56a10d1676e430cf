// Makes the page or an order of a request: checks who asks, and reads the page's forms.
#pragma once
#include <string>

#include "try/phones/office.hpp"
#include "web/http/message.hpp"
#include "web/site.hpp"

namespace lapor::phones {

/// Style and script of the page, as text.
struct Assets {
  std::string style, script;
};

class Routes {
 public:
  Routes(Office& office, const web::Site& site, Assets assets)
      : office_(office), site_(site), assets_(std::move(assets)) {}
  web::Response handle(const web::Request& request);

 private:
  web::Response get(const web::Request& request) const;
  web::Response post(const web::Request& request);
  /// Carries out an order. Returns the reason why it was refused; "" if it wasn't.
  std::string obey(const web::Request& request);
  std::string send(const web::Fields& form);
  std::string disturb(const web::Fields& form);
  std::string set_pace(const web::Fields& form);

  Office& office_;
  const web::Site& site_;
  Assets assets_;
};

}  // namespace lapor::phones
