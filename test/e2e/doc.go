// Package e2e uses Lanyard as somebody does who has never seen it: from the
// release zip alone, unpacked into an empty folder, on made exports of each kind.
// What a page says is found as a person finds it, by headings and what can be
// seen below them, on a desk and on a phone, and must be what the same answer
// says in JSON.
//
// The gate is used so too (gate_test.go): before a stand-in for a sign-in service,
// in each phase of a notice, by programs that are not ours (clients_test.go,
// testssl_test.go), and with the proxies of deploy (deploy_test.go).
//
// It needs Chromium and what build/needs.sh lists, and is skipped without it where CI is not true.
package e2e
