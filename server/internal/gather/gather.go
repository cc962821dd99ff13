package gather

import (
	"runtime"
	"time"
)

// File is one file, while it is handed on.
type File struct {
	Name string // without its folder
	// Src is what is in it, valid until take returns. Of a file that is longer
	// than MaxBytes it is MaxBytes+1 bytes.
	Src []byte
	Err error // why it could not be read; Src is then nothing
	// Modified says when it was written last; zero = not known.
	Modified func() time.Time
}

// Options say what is read, and how.
type Options struct {
	// Wanted tells by its name whether a file is read.
	Wanted func(name string) bool
	// MaxBytes is how much of one file is read.
	MaxBytes int
	// Read is told how many bytes were read since it was told last, from any
	// goroutine. Nil: nobody is.
	Read func(bytes int)
}

const (
	batch = 1024 // names that are listed at a time
	// firstBytes is how much memory a goroutine begins with; it grows to what the
	// longest file needs.
	firstBytes = 64 << 10
)

// goroutines is how many read at once: a share on a network answers late, and
// many questions at once cost it little.
func goroutines() int { return max(8, 2*runtime.GOMAXPROCS(0)) }
