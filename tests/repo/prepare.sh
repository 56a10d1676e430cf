# Sourced by ./check and ./try from the top of the checkout: install what is missing, configure, build.
# Uses base packages only, so that it runs in a minimal tree.

say() { printf '%s\n' "$*" >&2; }

# packages FILE: those that it lists.
packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$1"; }

missing_packages() {
  local name
  for name in $(packages "$1"); do
    case $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) in
      installed) ;;
      *) printf '%s ' "$name" ;;
    esac
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    say "not root, and no sudo: as root, run: $*"
    return 1
  fi
}

# A minimal system has no list of packages yet, and an old list names files that are gone: fetch it first.
install_missing() {
  local missing
  if ! command -v apt-get >/dev/null; then
    say "no apt-get here: tests/repo/packages.txt says what the build needs"
    return 0
  fi
  missing=$(missing_packages tests/repo/packages.txt)
  [ -n "$missing" ] || return 0
  say "installing: $missing"
  as_root apt-get -q -o DPkg::Lock::Timeout=600 update >&2
  apt_install $missing
  # Debian starts every service that it installs; this one would take a modem that is nobody else's business.
  case " $missing" in
    *" gammu-smsd "*) as_root systemctl disable --now gammu-smsd >/dev/null 2>&1 || true ;;
  esac
  case " $missing" in # the tests start servers of their own
    *" postgresql "*) as_root systemctl disable --now postgresql >/dev/null 2>&1 || true ;;
  esac
}

# For the browser tests, which are skipped with a message without them: another source may have brought node already.
install_for_browser() {
  if command -v node >/dev/null && command -v npm >/dev/null && command -v chromium >/dev/null; then return 0; fi
  command -v apt-get >/dev/null || return 0
  apt_install $(packages tests/browser/packages.txt) ||
    say "tests/browser/packages.txt can't be installed: the browser tests are skipped"
}

# For ./try --fleet, which starts servers of its own.
install_for_fleet() {
  local missing
  command -v apt-get >/dev/null || return 0
  missing=$(missing_packages tests/fleet/packages.txt)
  [ -n "$missing" ] || return 0
  say "installing: $missing"
  as_root apt-get -q -o DPkg::Lock::Timeout=600 update >&2
  apt_install $missing
  # Debian starts them; these are for the machines of the story only.
  case " $missing" in *" etcd-server "*) as_root systemctl disable --now etcd >/dev/null 2>&1 || true ;; esac
  case " $missing" in *" patroni "*) as_root systemctl disable --now patroni >/dev/null 2>&1 || true ;; esac
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
    install --no-install-recommends "$@" >&2
}

build() {
  local launcher=
  if command -v ccache >/dev/null; then
    # ccache needs these to keep objects that used a precompiled header: its manual, "Precompiled headers".
    launcher="-DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_CXX_FLAGS=-fpch-preprocess"
    export CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
  fi
  mkdir -p build
  cmake --preset dev $launcher >build/configure.log 2>&1 || {
    cat build/configure.log >&2
    return 1
  }
  cmake --build build "$@" >&2
}
