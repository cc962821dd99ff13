package attempt

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"runtime"
	"strings"
	"testing"
)

func packed(t testing.TB, coding, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw":
		w, _ = flate.NewWriter(&b, flate.BestCompression)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPeek(t *testing.T) {
	zipped := packed(t, "gzip", "hello")
	for _, test := range []struct {
		name   string
		body   []byte
		coding string
		max    int
		want   string
		cut    bool
	}{
		{"none", []byte("hello"), "", 10, "hello", false},
		{"none, and no body", nil, "", 10, "", false},
		{"identity", []byte("hello"), " Identity ", 5, "hello", false},
		{"none, cut", []byte("hello"), "", 4, "hell", true},
		{"nothing wanted", []byte("hello"), "", 0, "", true},
		{"less than nothing", []byte("hello"), "", -1, "", true},
		{"gzip", zipped, "gzip", 10, "hello", false},
		{"gzip by its old name", zipped, "X-GZip", 5, "hello", false},
		{"gzip among nothing", zipped, "identity, gzip,", 5, "hello", false},
		{"gzip, cut", zipped, "gzip", 4, "hell", true},
		{"gzip, incomplete", zipped[:len(zipped)-9], "gzip", 10, "hello", true},
		{"gzip that is none", []byte("hello"), "gzip", 10, "", true},
		{"gzip, and no body", []byte{}, "gzip", 10, "", false},
		{"two members", append(packed(t, "gzip", "hello "), zipped...), "gzip", 20, "hello hello", false},
		{"deflate", packed(t, "deflate", "hello"), "deflate", 10, "hello", false},
		{"deflate without a frame", packed(t, "raw", "hello"), "deflate", 10, "hello", false},
		{"deflate that is none", []byte("\xff\xff\xff"), "deflate", 10, "", true},
		{"deflate by a dictionary", []byte{0x78, 0xBB, 0, 0, 0, 1, 0}, "deflate", 10, "", true},
		{"one that is not read", []byte("hello"), "br", 10, "", true},
		{"two", packed(t, "gzip", string(zipped)), "gzip, gzip", 10, "", true},
		{"a bomb", packed(t, "gzip", strings.Repeat("a", 1<<24)), "gzip", 3, "aaa", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, cut := Peek(test.body, test.coding, test.max)
			if got == nil || string(got) != test.want || cut != test.cut {
				t.Errorf("%q, cut %v; want %q, %v", got, cut, test.want, test.cut)
			}
		})
	}
}

// TestBombIsCheap holds what a bomb of 64 MiB may allocate to what its beginning
// needs: of both are taken as many steps.
func TestBombIsCheap(t *testing.T) {
	const most = 64 << 10
	bomb := packed(t, "gzip", strings.Repeat("a", 64<<20))
	if len(bomb) > most+10 {
		bomb = bomb[:most]
	}
	allocated := func(body []byte) uint64 {
		return bytesAllocated(t, func() { Peek(body, "gzip", most) })
	}
	small, large := allocated(packed(t, "gzip", strings.Repeat("a", most))), allocated(bomb)
	if large > 2*small+most {
		t.Errorf("a bomb allocates %d bytes, and what it begins with alone %d", large, small)
	}
}

func bytesAllocated(t *testing.T, run func()) uint64 {
	t.Helper()
	const times = 20
	var before, after runtime.MemStats
	run() // what is kept to be used again
	runtime.ReadMemStats(&before)
	for range times {
		run()
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / times
}
