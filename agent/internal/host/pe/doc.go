// Package pe reads what a Windows program or library says of itself: for which
// processor it is, its version resource, and whether it carries a signature. It reads
// a few kilobytes of a file of any size, and believes nothing: every number in the file
// is held to the file before it is followed.
//
// Read (pe.go) reads the headers and finds the resource, resource.go walks the tree of
// resources, version.go reads VS_VERSIONINFO. The standard library's debug/pe reads
// sections and symbols, but no resources.
//
// What the file says may be a lie: this package tells what Explorer would show. The
// signature is not verified.
//
// Errors: ErrNotPE for what is no such file; any other for a file that contradicts
// itself. Info comes with the error as far as it was read.
//
// Source: Microsoft, "PE Format"; Windows SDK, winver.h and "VS_VERSIONINFO structure".
package pe
