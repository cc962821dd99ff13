// Package browser looks at pages as Chromium shows them, for tests: it starts it,
// opens a page so many CSS pixels wide, and holds each page to needing nothing
// beside it: a page that fetches, throws or writes to the console fails its test.
// A page of a server (Visit) may ask that server, and nobody else.
// Violations runs axe-core over what is shown.
//
// A test that needs a browser skips where there is no Chromium, and fails where
// CI=true (package need).
//
// axe-core, which is nobody's part of a release, is here as it was published:
// the npm package axe-core, version 4.14.1, under the Mozilla Public License 2.0
// (axe-core/LICENSE).
package browser
