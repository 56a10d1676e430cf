#include "try/phones/routes.hpp"

#include <stdexcept>

#include "try/phones/page.hpp"
#include "web/assets.hpp"
#include "web/http/policy.hpp"
#include "web/http/writer.hpp"
#include "web/pages/layout.hpp"

namespace lapor::phones {
namespace {

constexpr std::size_t longest_text = 4000;  // bytes: 1,000 letters of four

web::Response file(std::string_view type, const std::string& text) {
  web::Response response;
  response.type = type;
  response.body = text;
  return response;
}

}  // namespace

web::Response Routes::handle(const web::Request& request) {
  if (const auto why = web::objection(request, site_)) return web::refusal_page(*why);
  return request.method == web::Method::post ? post(request) : get(request);
}

web::Response Routes::get(const web::Request& request) const {
  const auto& path = request.path;
  if (path == "/") return phones_page(office_.world(), viewer_of(request.query, office_.world()), site_);
  if (path == "/telepon.css") return file("text/css; charset=utf-8", assets_.style);
  if (path == "/telepon.js") return file("text/javascript; charset=utf-8", assets_.script);
  if (path == "/live") {
    auto response = file("text/event-stream; charset=utf-8", {});
    response.live = true;
    return response;
  }
  if (const auto* asset = web::asset_of(path)) return web::serve(*asset, request);
  return web::message_page(site_, {}, 404, "Halaman tidak ada", "Alamat ini tidak ada di sini.");
}

web::Response Routes::post(const web::Request& request) {
  const auto viewer = viewer_of(request.form, office_.world());
  const auto why = obey(request);
  return why.empty() ? web::redirect(url_of(viewer)) : refused_page(viewer, site_, why);
}

std::string Routes::obey(const web::Request& request) {
  if (request.path == "/kirim") return send(request.form);
  if (request.path == "/gangguan") return disturb(request.form);
  if (request.path == "/tempo") return set_pace(request.form);
  if (request.path != "/ulang") return "Perintah ini tidak dikenal.";
  office_.begin_tour();
  return {};
}

std::string Routes::send(const web::Fields& form) {
  const auto &from = form["dari"], &text = form["isi"];
  if (!is_number(from)) return "Nomor pengirim harus seperti +628110000123.";
  if (text.empty()) return "SMS-nya kosong.";
  if (text.size() > longest_text) return "SMS-nya terlalu panjang: paling banyak 1.000 huruf.";
  try {
    office_.send(from, text);
    return {};
  } catch (const std::runtime_error& problem) {
    return problem.what();
  }
}

std::string Routes::disturb(const web::Fields& form) {
  const auto on = [&](std::string_view name) { return form[name] == "ya"; };
  if (form.has("jaringan")) office_.lose_network(on("jaringan"));
  if (form.has("sim")) office_.fill_sim(on("sim"));
  if (form.has("laporan")) office_.stop_receipts(on("laporan"));
  return {};
}

std::string Routes::set_pace(const web::Fields& form) {
  const auto* pace = pace_named(form["tempo"]);
  if (!pace) return "Kecepatan ini tidak ada.";
  office_.set_pace(*pace);
  return {};
}

}  // namespace lapor::phones
