#!/usr/bin/env bash
# Runs every package that has property tests with CHECKS cases for each property.
# Only those: a test binary without rapid does not know the flag.
set -euo pipefail

mapfile -t packages < <("${GO:-go}" list -f '{{$p := .ImportPath}}{{range .TestImports}}{{if eq . "pgregory.net/rapid"}}{{$p}}{{"\n"}}{{end}}{{end}}{{range .XTestImports}}{{if eq . "pgregory.net/rapid"}}{{$p}}{{"\n"}}{{end}}{{end}}' ./... | sort -u)
if [ ${#packages[@]} -eq 0 ]; then
  echo "no property test found: is this the top of the tree?" >&2
  exit 1
fi
echo "${#packages[@]} packages with property tests, ${CHECKS:-20000} cases each"
"${GO:-go}" test -count=1 -timeout=2h "${packages[@]}" -rapid.checks="${CHECKS:-20000}"
