// Package registry reads the Windows registry, or a file that stands for one, and
// makes sense of what programs wrote into it, which is not always what they said it
// is: texts without an end, with more behind it, of half characters, numbers written
// as text, a value of a megabyte. It never writes.
//
// Reader (registry.go) is how a registry is asked. Live (live_windows.go) is that of
// this machine; File (file.go) is read from a file of the registry editor, so that
// what Windows holds can be played on any system. Value (value.go) is one value with
// its meanings.
//
// Bounds: 4,096 keys below a key, 1,024 values of a key, 64 KiB of a value. What is
// longer is cut and says so. Errors: ErrNoKey where a key is not there,
// ErrNeedsRights where it may not be read; the meanings of a value give errors that
// name its type.
package registry
