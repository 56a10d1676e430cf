// Small values that outlive the process: each is a type with its name in the database, its written form and
// its reader. The store keeps strings; nobody else sees them as such.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/model/settings.hpp"

namespace lapor::engine {

class SettingsPort {
 public:
  virtual ~SettingsPort() = default;
  /// The written form; "" if it was never set or was cleared.
  virtual std::string setting(std::string_view name) = 0;
  /// Replaces the written form.
  virtual void set_setting(std::string_view name, std::string_view value) = 0;

  /// nullopt if it was never set, was cleared, or can't be read.
  template <class Setting>
  std::optional<Setting> get() {
    return Setting::read(setting(Setting::name));
  }
  template <class Setting>
  void set(const Setting& value) {
    set_setting(Setting::name, value.write());
  }
  template <class Setting>
  void clear() {
    set_setting(Setting::name, "");
  }

  /// The same for a setting of which there is one for each modem, summary and so on.
  template <class Setting>
  std::optional<Setting> get(std::string_view of) {
    return Setting::read(setting(Setting::name(of)));
  }
  template <class Setting>
  void set(std::string_view of, const Setting& value) {
    set_setting(Setting::name(of), value.write());
  }
  template <class Setting>
  void clear(std::string_view of) {
    set_setting(Setting::name(of), "");
  }
};

}  // namespace lapor::engine
