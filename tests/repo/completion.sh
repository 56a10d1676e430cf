#!/bin/bash
# completion.sh COMPLETION LAPORCTL: does the bash completion offer what laporctl's help says, and nothing when it can't?
set -euo pipefail
. "$1"
laporctl=$2

offered() { # WORDS..., the last one being typed
  COMP_WORDS=("$laporctl" "$@")
  COMP_CWORD=$#
  COMPREPLY=()
  compopt() { :; }
  _laporctl || true
  printf '%s\n' "${COMPREPLY[@]-}" | sort
}
must_be() { # WANTED WORDS...
  local wanted=$1
  shift
  [ "$(offered "$@")" = "$wanted" ] || {
    printf 'for "laporctl %s":\n%s\nwanted:\n%s\n' "$*" "$(offered "$@")" "$wanted"
    exit 1
  }
}
has() { offered "${@:2}" | grep -qx -- "$1" || { echo "\"laporctl ${*:2}\" does not offer $1"; exit 1; }; }

# Every command, read from the help in another way.
must_be "$("$laporctl" --help | sed '1,/^Subcommands:/d' | sed -n 's/^  \([a-z-]*\) .*/\1/p' | sort)" ''
must_be tickets tickets
must_be $'ticket\ntickets' tick
has --json --
has --agency tickets --a
has --json tickets --state forwarded --
must_be $'agency\ncitizen' explain --as ''
must_be $'hold\nreset\nresume\nussd' modem sim1 ''
must_be '' --config ''
laporctl=/nowhere/laporctl
must_be '' ''
