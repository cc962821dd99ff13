// Package gather reads folders and archives of very many small files: those that
// agents on a million devices wrote to a share, a file each.
//
// It lists and reads, side by side, and knows nothing of what is in the files.
// Each goroutine reads a file whole into memory that it uses again for the next,
// and hands it on at once. Files come in no order. One that cannot be read, or is
// longer than asked for, is handed on with the reason.
//
// folder.go lists a folder in batches and reads it (read_unix.go, read_other.go);
// zip.go does the same with the members of a ZIP. head.go looks at the first few
// files only, to tell what they are.
//
// Sizes are in bytes. Folders below a folder are not entered, and links are
// followed to files only. A pipe in the folder is not waited for.
//
// An error of Folder or Zip says that the folder or archive itself could not be
// read to its end; what was handed on until then counts.
package gather
