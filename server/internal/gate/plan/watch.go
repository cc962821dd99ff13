package plan

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/lanyard-id/lanyard/notice"
)

// sum is the digest of a file's bytes.
type sum = [sha256.Size]byte

// item is one file as it was seen. A file that could not be read is one with a
// problem.
type item struct {
	place
	sum     sum
	src     []byte
	problem *notice.Problem
}

// snapshot is all files at one look, in the order in which they were named; those
// of a folder by their names.
type snapshot struct {
	items    []item
	approval approval
	print    sum // of all of it: two snapshots with one are the same
}

// watch looks at files. It keeps their bytes, so that only those are read again
// that changed.
type watch struct {
	files Files
	known map[string]*known // by path
	turn  int
}

// known is a file as it was last read.
type known struct {
	info os.FileInfo
	sum  sum
	src  []byte
	hot  int // for how many looks it is read again at each
}

// look reads what changed, and returns how all files stand. Symbolic links are
// followed, so that a folder whose links are switched, as those of a ConfigMap are,
// counts as changed.
func (w *watch) look() snapshot {
	w.turn++
	l := looking{watch: w, known: map[string]*known{}, added: map[string]bool{}}
	for _, p := range w.files.named() {
		l.place(p)
	}
	l.approve(w.files.Armed)
	w.known = l.known
	l.out.print = sum(l.hash())
	return l.out
}

// looking is one look on its way.
type looking struct {
	*watch
	known map[string]*known // those that are there at this look
	added map[string]bool
	total int
	out   snapshot
}

func (l *looking) add(i item) {
	if l.added[i.path] {
		return // it was named, and stands in a folder too
	}
	l.added[i.path] = true
	if len(l.out.items) > maxFiles {
		return // the one before says so
	}
	if len(l.out.items) == maxFiles {
		p := trouble(i.path, fmt.Sprintf("there are more than %d files", maxFiles), "take some away")
		i = item{place: i.place, problem: &p}
	}
	l.out.items = append(l.out.items, i)
}

func (l *looking) broken(p place, what, mend string) {
	problem := trouble(p.path, what, mend)
	l.add(item{place: p, problem: &problem})
}

// place adds a file, or the files of a folder.
func (l *looking) place(p place) {
	info, err := os.Stat(p.path)
	switch {
	case err != nil:
		l.broken(p, plainly(err), "put it back, or name the right one")
	case !info.IsDir():
		l.file(p)
	default:
		entries, err := readNames(p.path)
		if err != nil {
			l.broken(p, plainly(err), "let the gate read the folder")
			return
		}
		for _, name := range entries {
			l.file(place{p.kind, filepath.Join(p.path, name)})
		}
	}
}

// readNames lists the parts in a folder, by name.
func readNames(folder string) ([]string, error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []string
	for {
		names, err := f.Readdirnames(maxFiles)
		for _, n := range names {
			if isPart(n) {
				out = append(out, n)
			}
		}
		if errors.Is(err, io.EOF) || len(out) > maxFiles {
			slices.Sort(out)
			return out, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

func (l *looking) file(p place) {
	k, err := l.read(p.path, notice.MaxBytes)
	if err != nil {
		l.broken(p, plainly(err), "put it back, or let the gate read it")
		return
	}
	if l.total += len(k.src); l.total > maxTotalBytes {
		l.broken(p, fmt.Sprintf("the files are longer than %d MiB together", maxTotalBytes>>20), "take some away")
		return
	}
	l.add(item{place: p, sum: k.sum, src: k.src})
}

// read reads a file if it may have changed. What is longer than most is cut behind
// its first byte too many, which its reader refuses.
func (l *looking) read(path string, most int) (*known, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("it is no file")}
	}
	before := l.watch.known[path]
	same := before != nil && os.SameFile(before.info, info) && before.info.Size() == info.Size() && before.info.ModTime().Equal(info.ModTime())
	if same && before.hot == 0 && l.turn%rereadEvery != 0 {
		l.known[path] = before
		return before, nil
	}
	src, err := readAtMost(path, most)
	if err != nil {
		return nil, err
	}
	k := &known{info: info, sum: sha256.Sum256(src), src: src, hot: hotLooks}
	if same && before.sum == k.sum {
		k.src, k.hot = before.src, max(before.hot-1, 0)
	}
	l.known[path] = k
	return k, nil
}

func readAtMost(path string, most int) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, int64(most)+1))
}

// approve reads what was approved.
func (l *looking) approve(armed string) {
	switch {
	case armed == "":
	case isDigest(armed):
		l.out.approval = approvalOf([]byte(armed))
	default:
		k, err := l.read(filepath.Clean(armed), maxArmedBytes)
		if err != nil {
			l.out.approval = approval{problem: fmt.Sprintf("the file that should hold the digest, %s, cannot be read: %s", armed, plainly(err))}
			break
		}
		l.out.approval = approvalOf(k.src)
	}
	l.out.approval.from = armed
}

// hash digests all that was seen.
func (l *looking) hash() []byte {
	h := sha256.New()
	for _, i := range l.out.items {
		write(h, kindWords(i.kind))
		write(h, i.path)
		if i.problem != nil {
			write(h, i.problem.String())
			continue
		}
		h.Write(i.sum[:])
	}
	write(h, l.out.approval.digest)
	write(h, l.out.approval.problem)
	return h.Sum(nil)
}

func write(h hash.Hash, s string) { fmt.Fprintf(h, "%d %s", len(s), s) }

// plainly says what is wrong with a file without the name of a system call; the
// path stands beside.
func plainly(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "the gate may not read it"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return number.Error()
	}
	return err.Error()
}
