package memory

import "os"

// region is mapped memory between two pages that nobody may touch.
type region struct {
	all    []byte
	usable []byte
}

// pages is the number of bytes of whole pages that hold n.
func pages(n int) (size, page int) {
	page = os.Getpagesize()
	return (max(n, 1) + page - 1) / page * page, page
}
