#!/usr/bin/env bash
# Runs every fuzz target of the module, one after another, each package built once.
# FUZZTIME is the time for each; FUZZBUDGET, in seconds, bounds all of them
# together by giving each less (never less than 1 s).
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
  [ "$seconds" -lt 1 ] && seconds=1
  each=${seconds}s
fi

go=${GO:-go}
corpus=$("$go" env GOCACHE)/fuzz # where go test -fuzz keeps what it found interesting
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
said=$temporary/said
test=$temporary/fuzz.test

echo "${#targets[@]} fuzz targets, $each each"
built=
for line in "${targets[@]}"; do
  read -r dir target <<<"$line"
  echo "-- $dir $target"
  if [ "$dir" != "$built" ]; then
    "$go" test -c -fuzz . -o "$test" "$dir"
    package=$("$go" list "$dir")
    built=$dir
  fi
  # A target whose time is up in the middle of an input ends with
  # "context deadline exceeded": no input failed then,
  # and a target that did find one names it.
  if ! (cd "$dir" && "$test" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "$each" -test.fuzzcachedir "$corpus/$package") 2>&1 | tee "$said"; then
    if ! grep -q 'context deadline exceeded' "$said" || grep -qE 'Failing input|panic|_test\.go:' "$said"; then
      exit 1
    fi
    echo "-- its time was up in the middle of an input; nothing failed"
  fi
done
