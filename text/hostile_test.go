package text

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
)

// maxHeap is what reading any file may take of the heap, garbage included.
const maxHeap = 64 << 20

// hostile are files made to cost as much as the limits allow: a beginning, a unit
// repeated as often as fits, and an end.
var hostile = []struct{ name, begin, unit, end string }{
	{"flow list", "[", "a,", "]"},
	{"flow list as value", "a: [", "a,", "]"},
	{"flow list as item", "- [", "a,", "]"},
	{"flow list of pairs", "[", "a: b,", "]"},
	{"flow list of keys", "[", "? ,", "]"},
	{"flow list of quoted pairs", "[", `"a":"b",`, "]"},
	{"flow list of empty lists", "[", "[],", "]"},
	{"flow list of maps", "[", "{a: b},", "]"},
	{"flow map", "{", "a: b,", "}"},
	{"flow map of keys", "{", "a,", "}"},
	{"flow map with comments", "{", "a, #\n#\n", "}"},
	{"flow list as value with comments", "a: [", "a, #\n#\n", "]"},
	{"flow list not closed", "a: b\nc: [", "a,", ""},
	{"deep flow lists", "", "[", ""},
	{"deep closed flow lists", "[", strings.Repeat("[", 30) + strings.Repeat("]", 30) + ",", "]"},
	{"block list", "", "- a\n", ""},
	{"block list of nothing", "", "-\n", ""},
	{"block list in list", "", "- - - - - -\n", ""},
	{"block list of maps", "", "- a: b\n", ""},
	{"deep block lists", "", "- ", ""},
	{"block map", "", "a: b\n", ""},
	{"block map of nothing", "", "a:\n", ""},
	{"explicit keys", "", "? a\n", ""},
	{"nested explicit keys", "", "? ? ? ? ? ?\n", ""},
	{"comments", "", "#\n\n", "a: b"},
	{"comments at two columns", "", "#\n  #\n", "a: b"},
	{"comments behind values", "", "a: b #\n", ""},
	{"comments behind dashes", "", "- #\n", ""},
	{"comments between", "", "a: b\n# \n\n", ""},
	{"comments at falling columns", "", "- - a\n   #\n  #\n #\n#\n", ""},
	{"blank lines", "a: b\n", "\n", ""},
	{"carriage returns", "a: b\n", "\r\n", ""},
	{"long key", "", "a", ": b"},
	{"long plain text", "a: ", "b", "\n"},
	{"many lines of plain text", "a: ", "b\n ", "\n"},
	{"many lines of single quotes", "a: 'b", "\n\n ''", "'\n"},
	{"many escapes", `a: "`, `\x41`, "\"\n"},
	{"long block", "a: |\n", " b\n", ""},
	{"long folded block", "a: >\n", " b\n\n", ""},
	{"block of blank lines", "a: |+\n", "\n", ""},
	{"blocks", "", "a: |\n b\n", ""},
	{"aliases", "a: &x [", "*x,", "]"},
	{"anchors", "[", "&a b,", "]"},
	{"tags", "[", "!a b,", "]"},
	{"documents", "", "---\n", ""},
	{"documents of text", "", "--- a\n", ""},
	{"directives", "", "%TAG ! !a\n", "---\na: b\n"},
	{"tabs", "a: |\n  b\n", "\t c\n", ""},
	{"tabs in plain text", "a: b\n", " \tc\n", ""},
	{"quote not closed", "a: '", "b\n", ""},
	{"dashes", "", "-", ""},
	{"spaces", "a:", " ", "b"},
	{"question marks", "", "? ", ""},
	{"colons", "", ": ", ""},
	{"merge keys", "", "<<: {a: b}\n", ""},
	{"bad escapes", "", "- \"\\0\"\n", ""},
	{"self reference", "", "a: &x [*x]\n", ""},
	// These begin a new stretch before the last is too long.
	{"stretches of items", "", stretch("- [", "a,", "]\n"), ""},
	{"stretches of pairs", "", stretch("- [", "a: b,", "]\n"), ""},
	{"stretches of quoted pairs", "", stretch("- {", `"a":"b",`, "}\n"), ""},
	{"stretches of maps", "", stretch("- [", "{a: b},", "]\n"), ""},
	{"stretches of keys", "", stretch("- {", "a,", "}\n"), ""},
	{"stretches of comments", "", stretch("- [", "a, #\n #\n", "]\n"), ""},
	{"stretches of tags and anchors", "", stretch("- [", "&a !b c,", "]\n"), ""},
	{"stretches of anchors on a line", "", stretch("- [a]\n- ", "&a ", "\n"), ""},
	{"stretches of quotes on a line", "", stretch("- [a]\n- ", `"" `, "\n"), ""},
	{"stretches of a block map", "", stretch("- - {}\n- ", "a: b\n  ", "a: b\n"), ""},
	{"stretches of a block list", "", stretch("- -\n  - ", "a\n  - ", "a\n"), ""},
	{"comments behind block maps", "", "- a: b #\n", ""},
	{"comments behind block lists", "", "- - #\n", ""},
	{"comments between block maps", "", "- a: b\n#\n\n", ""},
	{"blocks in block lists", "", "- a: |\n   b\n", ""},
	{"folded blocks in block lists", "", "- - >\n   b\n", ""},
	{"pairs in brackets", "", "- [a: b, c: d]\n", ""},
	{"keys in braces", "", "- {a, b, c, d, e}\n", ""},
	{"empty lists in brackets", "", "- [[],[],[],[]]\n", ""},
	{"keys nobody knows", "days:\n", "- {nmae: x, cuont: [y]}\n", ""},
	{"values of nothing", "", "- {a: , b: , c: }\n", ""},
}

// stretch is the unit as often as maxStretch allows.
func stretch(begin, unit, end string) string {
	// The library reads a little ahead.
	const ahead = 4000
	return begin + strings.Repeat(unit, (2*maxStretch-ahead)/weigh([]byte(unit))) + end
}

// full repeats the unit as often as the limits of a file allow.
func full(begin, unit, end string) string {
	once, twice := countParts(begin+unit+end), countParts(begin+unit+unit+end)
	times := (maxBytes - len(begin) - len(end)) / len(unit)
	if twice > once {
		times = min(times, (maxParts-once)/(twice-once))
	}
	return begin + strings.Repeat(unit, times) + end
}

func TestHostileFilesStayWithinLimits(t *testing.T) {
	for _, h := range hostile {
		text := full(h.begin, h.unit, h.end)
		readsWithinLimits(t, h.name, text)
		// An error at the end has all before it read again.
		readsWithinLimits(t, h.name+", then an error", text[:min(len(text), maxBytes-8)]+"\n@\n'")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 6 {
		noise := make([]byte, maxBytes)
		for i := range noise {
			const alphabet = "a:-?,[]{}#&*!|>'\"% \n\t\\@"
			noise[i] = alphabet[random.IntN(len(alphabet))]
		}
		readsWithinLimits(t, fmt.Sprintf("noise %d", i), string(noise))
	}
}

func readsWithinLimits(t *testing.T, name, text string) {
	t.Run(name, func(t *testing.T) {
		var root *Node
		var problems Problems
		used := peakHeap(func() {
			root, problems = Parse("f", []byte(text))
			problems = append(problems, Check(root, planShape)...)
		})
		t.Logf("%d bytes, %d MB of heap at the most", len(text), used>>20)
		if used > maxHeap {
			t.Errorf("reading took %d MB of heap, want at most %d", used>>20, maxHeap>>20)
		}
		if root == nil && !problems.HasErrors() {
			t.Error("no tree and no error")
		}
		if most := 2 * (maxProblems + 1); len(problems) > most {
			t.Errorf("%d problems, want at most %d", len(problems), most)
		}
	})
}

// peakHeap is by how many bytes the heap grew at most while f ran.
func peakHeap(f func()) uint64 {
	heap := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	runtime.GC()
	before := heap()
	var peak uint64
	var stop atomic.Bool
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for !stop.Load() {
			peak = max(peak, heap())
			runtime.Gosched()
		}
	}()
	f()
	stop.Store(true)
	<-stopped
	peak = max(peak, heap())
	return peak - min(peak, before)
}
