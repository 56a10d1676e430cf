#!/bin/bash
# manual.sh SOURCE LAPOR-MANUAL LAPORCTL: do the manual pages name what the programs know?
set -euo pipefail
source=$1 manual=$2 laporctl=$3
fails() { echo "$*" >&2; exit 1; }

# One entry for each key of the effective configuration, which the program prints by itself.
page=$("$manual" <"$source/docs/man/lapord.toml.5.scd")
known=$("$laporctl" --config "$source/docs/example/lapord.toml" config show | sed -n 's/^#\{0,1\} *\([a-z_]*\) *=.*/\1/p' | sort -u)
[ "$(wc -w <<<"$known")" -gt 50 ] || fails "config show names only: $known"
for key in $known; do
  grep -qF "*${key//_/\\_}* (" <<<"$page" || fails "lapord.toml(5) has no entry for $key"
done

# Each command, as its help says.
for command in $("$laporctl" --help | sed '1,/^Subcommands:/d' | sed -n 's/^  \([a-z-]*\) .*/\1/p'); do
  grep -q "^\*$command[ *]" "$source/docs/man/laporctl.1.scd" || fails "laporctl(1) has no entry for $command"
done

# A table's name that is misspelt must not end up in a page.
! "$manual" <<<'@nothing@' 2>/dev/null || fails "lapor-manual takes any table's name"
