// Package attempt tells which request is a sign-in, and what it claims. Extractors
// are data; see docs/extractors.md.
package attempt
