package journal

import (
	"bufio"
	"bytes"
	"io"
	"os"
)

// Zeros are written ahead of the lines, so that an append changes neither how long
// its file is nor which blocks it has. Else it would wait for an fsync that gives
// the file its blocks, which takes long while other programs keep the disk busy.
// Source: Linux, fs/ext4/inode.c, i_data_sem in ext4_da_write_end and
// ext4_map_blocks; measured, see the package comment.
var zeros [aheadStep]byte

// writeAhead sees to it that there are zeros for what the next seconds bring, by
// what the last one brought. It is called before an fsync and never during one, and
// takes the right to write for each step, since it writes where appends do.
func (j *Journal) writeAhead(lately int64) {
	if lately < leastPaceBytes {
		return
	}
	bytes := min(max(4*lately, leastAheadBytes), mostAheadBytes)
	for more := true; more; {
		j.takeTurn()
		more = !j.room.short() && j.extend(bytes)
		j.mu.Lock()
		j.passTurn()
		j.mu.Unlock()
	}
}

// extend writes one step of zeros behind the current segment; false if it has
// enough. Who calls it has the right to write.
func (j *Journal) extend(bytes int64) bool {
	s := j.current
	if s == nil {
		return false
	}
	from := max(s.size, s.ahead)
	// Half of it is used up before there is more, and none is written only to be
	// cut off with the end of the segment.
	if s.ahead == 0 || from-s.size < bytes/2 {
		s.wanted = min(s.size+bytes, j.segmentBytes)
	}
	if from >= s.wanted {
		return false
	}
	n := min(s.wanted-from, aheadStep)
	if _, err := s.file.WriteAt(zeros[:n], from); err != nil {
		// No append fails for that. But what was taken of a full disk is given back.
		s.ahead = s.size
		if s.file.Truncate(s.size) != nil {
			j.leave(s)
		}
		return false
	}
	s.ahead = from + n
	return s.ahead < s.wanted
}

// trim cuts the zeros off a segment that is no longer written. Where that fails
// they stay: readers know them.
func (s *segment) trim() {
	if s.ahead > s.size {
		_ = s.file.Truncate(s.size)
	}
}

// cutZeros cuts off the zeros at the end of a file, and returns where it ends then.
func cutZeros(f *os.File) (int64, error) {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return 0, err
	}
	end, err := dataEnd(f, size)
	if err != nil || end == size {
		return end, err
	}
	return end, f.Truncate(end)
}

// dataEnd returns where the zeros at the end of a file of a size begin.
func dataEnd(f io.ReaderAt, size int64) (int64, error) {
	b := make([]byte, aheadStep)
	for size > 0 {
		n := min(size, int64(len(b)))
		if _, err := f.ReadAt(b[:n], size-n); err != nil && err != io.EOF {
			return 0, err
		}
		if bytes.Equal(b[:n], zeros[:n]) {
			size -= n
			continue
		}
		for b[n-1] == 0 {
			n--
			size--
		}
		return size, nil
	}
	return 0, nil
}

// skipZeros reads over zeros and returns how many there were. What keeps it from
// reading on is told by the next read.
func skipZeros(r *bufio.Reader) (skipped int64) {
	for {
		b, _ := r.Peek(1)
		if len(b) == 0 || b[0] != 0 {
			return skipped
		}
		b, _ = r.Peek(r.Buffered())
		n := leadingZeros(b)
		_, _ = r.Discard(n) // they are buffered
		skipped += int64(n)
	}
}

func leadingZeros(b []byte) (n int) {
	const block = 4096
	for len(b)-n >= block && bytes.Equal(b[n:n+block], zeros[:block]) {
		n += block
	}
	for n < len(b) && b[n] == 0 {
		n++
	}
	return n
}
