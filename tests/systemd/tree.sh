# Sourced by boot.sh and usb.sh: a Debian tree with base packages and systemd, unpacked, booted, spoken to and thrown away.
# Uses $release, $base (a name for the tree), $trees (where trees are cached) and $packages (a directory of .deb files).

tree=
init=
nspawn=

# The tree and the packages that lapord depends on are fetched once.
make_base() { # PACKAGES
  [ ! -e "$trees/$base.tar" ] || return 0
  say "making a tree of $release"
  # nobody keeps such a tree: dpkg need not wait for the disk
  mmdebstrap --variant=minbase --dpkgopt=force-unsafe-io --include="systemd-sysv${1:+,$1}" --skip=cleanup/apt/lists "$release" "$trees/new.tar" >"$trees/log" 2>&1 || {
    tail -n 3 "$trees/log"
    skip "no tree of $release can be made here (is the Debian archive reachable?)"
  }
  mv "$trees/new.tar" "$trees/$base.tar"
}

unpack_tree() {
  tree=$(mktemp -d "$trees/run.XXXXXX")
  tar -C "$tree" -xf "$trees/$base.tar"
  mkdir -p "$trees/$release-archives/partial" "$tree/var/cache/apt/archives"
  local package
  for package in "$packages"/[12]/*.deb; do
    install -D -m 644 "$package" "$tree/packages/$(basename "$(dirname "$package")")/$(basename "${package%%_*}").deb"
  done
  cp "$here"/phone.pl "$here"/page.pl "$here"/modem.service "$tree/packages/"
  cp -L /etc/resolv.conf "$tree/etc/resolv.conf"
  mount --bind "$trees/$release-archives" "$tree/var/cache/apt/archives"
  fetch_dependencies || { in_tree apt-get -q update && fetch_dependencies; } >"$trees/log" 2>&1 || {
    tail -n 5 "$trees/log"
    skip "what the packages depend on can't be fetched"
  }
}

in_tree() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
fetch_dependencies() {
  in_tree sh -c 'apt-get -q -y --no-install-recommends --download-only install /packages/1/*.deb' >"$trees/log" 2>&1
}

# Boots with a private /run; the variable and the two options make device rules really hold, as they do on a machine.
boot() {
  unshare --mount --propagation private bash -c 'mount -t tmpfs tmpfs /run &&
    exec env SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 systemd-nspawn --register=no --keep-unit --console=pipe \
      --capability=all --private-network \
      --system-call-filter="bpf landlock_create_ruleset landlock_add_rule landlock_restrict_self" -b -M lapor-boot \
      --bind="$2:/var/cache/apt/archives" -D "$1"' boot "$tree" "$trees/$release-archives" \
    </dev/null >"$trees/boot.log" 2>&1 9>&- &
  nspawn=$!
  until_true 60 found_or_ended
  [ -n "$init" ] || {
    tail -n 5 "$trees/boot.log"
    skip "no container boots on this machine"
  }
  until_true 120 booted || {
    say "the tree does not come up:"
    guest systemctl --no-pager list-jobs || true
    return 1
  }
}

# The container's own process 1, a child of nspawn.
found_or_ended() {
  local child
  kill -0 "$nspawn" 2>/dev/null || return 0
  for child in $(cat "/proc/$nspawn/task/$nspawn/children"); do
    if [ "$(cat "/proc/$child/comm" 2>/dev/null)" = systemd ]; then
      init=$child
      return 0
    fi
  done
  return 1
}

# The status of the command says whether all is well; here some other unit may have failed.
booted() {
  case $(guest systemctl is-system-running 2>/dev/null || true) in
    running | degraded) ;;
    *) return 1 ;;
  esac
}

guest() { nsenter -t "$init" -a /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }

throw_away() {
  [ -z "$init" ] || guest systemctl --no-block poweroff 2>/dev/null || true
  [ -z "$nspawn" ] || wait "$nspawn" 2>/dev/null || true
  [ -z "$tree" ] || { umount "$tree/var/cache/apt/archives" 2>/dev/null || true; rm -rf --one-file-system "$tree"; }
}
