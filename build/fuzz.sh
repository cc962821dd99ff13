#!/usr/bin/env bash
# Runs every fuzz target of the module, one after another.
# FUZZTIME is the time for each; FUZZBUDGET, in seconds, bounds all of them
# together by giving each less (never less than 2 s).
set -euo pipefail

mapfile -t targets < <(grep -rnoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' . |
  grep -vE '^\./(out|bench)/' | sed -E 's,^(.*)/[^/]+_test\.go:[0-9]+:func (Fuzz.*)$,\1 \2,' | sort)
if [ ${#targets[@]} -eq 0 ]; then
  echo "no fuzz target found: is this the top of the tree?" >&2
  exit 1
fi

each=${FUZZTIME:-30s}
if [ -n "${FUZZBUDGET:-}" ]; then
  seconds=$((FUZZBUDGET / ${#targets[@]}))
  [ "$seconds" -gt 10 ] && seconds=10
  [ "$seconds" -lt 2 ] && seconds=2
  each=${seconds}s
fi

echo "${#targets[@]} fuzz targets, $each each"
said=$(mktemp)
trap 'rm -f "$said"' EXIT
for line in "${targets[@]}"; do
  read -r dir target <<<"$line"
  echo "-- $dir $target"
  # Go ends a target whose time is up in the middle of an input with
  # "context deadline exceeded": no input failed then,
  # and a target that did find one names it.
  if ! "${GO:-go}" test -run '^$' -fuzz "^$target\$" -fuzztime "$each" "$dir" 2>&1 | tee "$said"; then
    if ! grep -q 'context deadline exceeded' "$said" || grep -qE 'Failing input|panic|_test\.go:' "$said"; then
      exit 1
    fi
    echo "-- its time was up in the middle of an input; nothing failed"
  fi
done
