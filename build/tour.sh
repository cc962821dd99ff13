#!/usr/bin/env bash
# The tour: an invented estate, who in it cannot work on a Tuesday at 10:00 and what
# to do first; then what the notice behind that says and decides; then a gate that
# enforces it, rehearsed in a minute; then devices as their agent looks at them. It
# runs the commands that it shows; nothing is
# installed, and what listens for that minute listens on this machine alone.
set -euo pipefail

estate=out/estate
tuesday=2025-07-08T10:00
notice=notices/care-identity-2025-r1.yaml   # as it was known that summer
mkdir -p out
rm -rf out/hosts out/pages out/cases   # what an earlier tour left
"${GO:-go}" build -trimpath -o out/lanyard ./cmd/lanyard

say() {
  echo
  echo "$@"
}

show() {
  say "\$ $*"
  "$@"
}

say "1. An estate to try things on. Everybody and everything in it is invented."
show out/lanyard sample --devices 3000 --at 2025-07-08 --out "$estate"

say "2. Who cannot work on Tuesday 8 July 2025 at 10:00, and what do we do first?"
show out/lanyard check "$estate" --at "$tuesday"

say "3. The same as a page, with the cards that are tomorrow's at 40 a day and their letters,"
echo "   and a list of computers for each thing to do."
show out/lanyard check "$estate" --at "$tuesday" --per-day 40 --out out/answer.html --mail-merge out/letters.csv --collections out/hosts

say "4. A page of paper for each practice and every other organisation."
show out/lanyard check "$estate" --at "$tuesday" --split organisation --out out/pages

say "5. A message to the service desk about one computer that lacks the middleware."
computer=$(head -n 1 out/hosts/*-install-oberthur*.txt | tr -d '\r')
show out/lanyard case "$computer" "$estate" --at "$tuesday" --out out/cases | grep -v '^ '

say "6. What July brings, as a picture."
show out/lanyard whatif "$estate" --as-known 2025-07-08 --at 2025-07-08 --until 2025-08-01 --out out/july.svg

say "7. What the notice says of that Tuesday, and its dates as a picture."
show out/lanyard notice explain "$notice" --at 2025-07-08T10:30 --svg out/timeline.svg |
  awk '/^\$ / { print "\n" $0 } /^On Tuesday/ { on = 1 } /^CIS1/ { on = 0 } on'

say "8. One sign-in on three mornings at 10:30. On 8 July the first interval refuses it."
for day in 07 08 09; do
  printf '{"at":"2025-07-%sT10:30:00+01:00","card":{"series":8},"client":{"product":"identity-agent","version":"2.3.2.0"}}\n' "$day"
done >out/mornings.jsonl
echo "\$ out/lanyard decide --notice $notice < out/mornings.jsonl"
out/lanyard decide --notice "$notice" <out/mornings.jsonl | sed 's/"notices".*/…/'

say "9. The gate before a sign-in service, on that morning: an old agent is warned, at 10:00"
echo "   refused, at 11:00 warned again. An hour passes in a minute; Ctrl-C ends it."
"${GO:-go}" build -trimpath -o out/tools/rehearsal ./build/rehearsal
show out/tools/rehearsal

say "10. Four computers, as the agent looks at them: one is well and three are sick. They are"
echo "   recordings of invented devices; without --recording it looks at the computer it runs on."
"${GO:-go}" build -trimpath -o out/lanyard-agent ./cmd/lanyard-agent
rm -rf out/devices
mkdir -p out/devices/bundles
show out/lanyard-agent sample --out out/devices
for device in out/devices/*.json; do
  name=$(basename "$device" .json)
  show out/lanyard-agent check --recording "$device" --html "out/devices/$name.html" --json out/devices/bundles --identify=device --quiet ||
    echo "exit code $?, by the worst that was found"
done

say "11. What the estate answers that read what the four wrote."
show out/lanyard check out/devices/bundles --at 2026-12-01 --out out/devices/estate.html
show out/lanyard check out/devices/bundles --at 2026-12-01
cat >out/devices/index.html <<'HTML'
<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Four computers and their estate</title>
<style>body{margin:0;font:1rem Arial,sans-serif;background:#f0f4f5;color:#212b32}h1{margin:.5rem 1rem}main{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:.5rem;padding:.5rem}
h2{margin:.25rem 0;font-size:1.1rem}iframe{width:100%;height:80vh;border:2px solid #4c6272;background:#fff}</style>
<h1>Four computers, and the estate that read what they wrote</h1><main>
HTML
for page in well old mixed unstarted estate; do
  printf '<section><h2><a href="%s.html">%s</a></h2><iframe title="%s" src="%s.html"></iframe></section>\n' "$page" "$page" "$page" "$page"
done >>out/devices/index.html
echo '</main></html>' >>out/devices/index.html

say "12. A virtual card of series 5 or 6 in the reader, in spring 2026: named, dated, and a case."
virtual="--hosts none --virtual series-6 --at 2026-03-02"
say "\$ out/lanyard-agent check $virtual"
out/lanyard-agent check $virtual >out/devices/virtual.txt || echo "exit code $?, by the worst that was found"
awk -v RS= -v ORS='\n\n' '/^TO DO [^\n]*series/' out/devices/virtual.txt
say "\$ out/lanyard-agent case $virtual --describe \"It says my card is too old.\" --out out/devices/cases"
out/lanyard-agent case $virtual --describe "It says my card is too old." --out out/devices/cases

say "The answer is out/answer.html. Beside it: out/letters.csv, out/hosts/, out/pages/, out/cases/,"
echo "out/july.svg, out/timeline.svg and out/devices/index.html, the four computers side by side."
echo "The programs are out/lanyard and out/lanyard-agent; -h behind a verb tells more."

# Open the answer where there is a desktop to open it on.
if [ "$(uname)" = Darwin ]; then
  open out/answer.html
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
  xdg-open out/answer.html >/dev/null 2>&1 &
fi
