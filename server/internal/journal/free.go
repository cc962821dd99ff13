package journal

// Free is how much space the disk of a journal has left, in bytes; false where that
// is not told.
func Free(dir string) (int64, bool) {
	free, err := freeBytes(dir)
	return free, err == nil
}
