#!/usr/bin/env bash
# The tour: what one notice says, and what it decides on three mornings.
# It runs the commands that it shows; nothing is installed and nothing listens.
set -euo pipefail

notice=notices/care-identity-2025-r1.yaml   # as it was known that summer
mkdir -p out
"${GO:-go}" build -trimpath -o out/lanyard ./cmd/lanyard

show() {
  echo
  echo "\$ $*"
  "$@"
}

# One sign-in on the given instant: a good card, an agent and middleware that are too old.
sign_in() {
  printf '{"at":"%s","organisation":{"code":"RXX"},"card":{"number":"0812345678","series":8},"client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0"},"device":{"id":"PC1","software":{"identity-agent":"2.3.2.0","oberthur-middleware":"-"}}}\n' "$1"
}

echo "1. What the 2025 notice says to those whom it concerns, and its dates as a picture."
show out/lanyard notice explain "$notice" --at 2025-07-08T10:30:00+01:00 --svg out/timeline.svg

echo
echo "2. One sign-in on three mornings at 10:30. On 8 July 2025 the first interval blocks it."
for day in 07 08 09; do
  sign_in "2025-07-${day}T10:30:00+01:00"
done >out/signins.jsonl
echo "\$ out/lanyard decide --notice $notice < out/signins.jsonl"
out/lanyard decide --notice "$notice" <out/signins.jsonl

echo
echo "The picture is out/timeline.svg, the sign-ins are out/signins.jsonl, the program is out/lanyard."
