#!/usr/bin/env bash
# Asks the Go vulnerability database about the code that Lanyard's programs call.
# A finding fails. A database that cannot be reached is said loudly and does not
# fail: no answer is not the answer "none", and a closed network is no defect.
# VULNDB names another database, for example a mirror: file:///srv/vulndb.
set -euo pipefail

report=$(mktemp)
trap 'rm -f "$report"' EXIT
status=0
"${GO:-go}" tool -modfile=build/tools/go.mod govulncheck -db "${VULNDB:-https://vuln.go.dev}" ./... >"$report" 2>&1 || status=$?
cat "$report"

# govulncheck: 0 nothing found, 3 vulnerable code is called, 1 it could not work.
[ "$status" -eq 0 ] && exit 0
if [ "$status" -eq 1 ] && grep -q 'fetching vulnerabilities: ' "$report"; then
  cat <<'SAID'

************************************************************************
  NOTHING WAS CHECKED for known vulnerabilities: the database could not
  be reached. Run "make vuln" where the network is open.
************************************************************************
SAID
  exit 0
fi
exit "$status"
