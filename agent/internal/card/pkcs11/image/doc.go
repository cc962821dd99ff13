// Package image says what a file is before anything of it runs: a shared library or
// not, for which system and processor, whether it offers the one function by which a
// PKCS #11 module is entered, and which libraries it wants beside it.
//
// Loading a library runs its code. So what is no module is never loaded to find that
// out, and a 32-bit module is told as what it is and not as a failure.
//
// The walk: inspect.go opens the file and chooses the reader; elf.go, pe.go and
// macho.go read one format each; fit.go says whether this program could load it.
//
// Nothing in a file is believed: offsets and counts are held to its size, and what
// cannot be read is no module. A file is at most [MaxBytes] long.
//
// Sources: System V ABI (ELF); Microsoft PE/COFF specification, §"The .edata
// Section"; Apple Mach-O file format reference; PKCS #11 v2.40 §5.4
// (C_GetFunctionList is the one function that a module must export).
package image
