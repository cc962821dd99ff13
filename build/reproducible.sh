#!/usr/bin/env bash
# Proves that the zips depend on the commit alone: builds HEAD from two clones at
# paths of different length, each with an empty build cache, and compares the sums.
set -euo pipefail

top=$PWD/out/reproducible
rm -rf "$top"
for place in one a/second/place; do
  mkdir -p "$top/$place"
  git clone --quiet . "$top/$place/source"
  echo "Building HEAD in out/reproducible/$place"
  GOCACHE=$top/$place/cache make --no-print-directory -C "$top/$place/source" dist PLATFORMS="${PLATFORMS:-}" VERSION="${VERSION:-}" >/dev/null
done
if ! diff "$top/one/source/out/dist/SHA256SUMS" "$top/a/second/place/source/out/dist/SHA256SUMS"; then
  echo "The two builds differ; they are kept in out/reproducible." >&2
  exit 1
fi
echo "The two builds are the same, byte for byte:"
cat "$top/one/source/out/dist/SHA256SUMS"
rm -rf "$top"
