// Package layout writes and reads the structures of PKCS #11 as the bytes that a
// module has in its memory. It decides nothing and calls nobody.
//
// A structure of C has another form on every platform: a CK_ULONG is as long as the
// platform's long, and on Windows structures are packed, so that a pointer can stand
// at an odd address. No struct of Go says that, and copies of a file by platform
// would drift apart. Here a platform is data, a [Layout], and every structure is
// written and read once, by a cursor that knows it.
//
// The walk: layout.go says what a platform is, cursor.go walks through bytes,
// structures.go holds what a module tells of itself, its slots and tokens,
// attribute.go and mechanism.go what is handed to it, text.go makes its texts fit to
// be shown.
//
// All of it is little-endian, as every platform is that this program is built for.
// Lengths are in bytes. What is too short is [ErrShort]; what a length promises is
// never believed.
//
// Sources: PKCS #11 Cryptographic Token Interface Base Specification v2.40, §2
// (platform, packing) and §3 (types); the sizes on Windows were measured with a
// module that was built there with structures packed to one byte.
package layout
