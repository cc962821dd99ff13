// Package e2e uses Lanyard as somebody does who has never seen it: from the
// release zip alone, unpacked into an empty folder, on made exports of each kind.
// What a page says is found as a person finds it, by headings and what can be
// seen below them, on a desk and on a phone, and must be what the same answer
// says in JSON.
//
// It needs Chromium, and is skipped without it where CI is not true.
package e2e
