package host

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// A hive reads the registry for one part: what cannot be read, and what is strange,
// is noted there.
type hive struct {
	ctx  context.Context
	reg  registry.Reader
	part *Part

	read, refused, failed int
}

func newHive(ctx context.Context, reg registry.Reader, part *Part) *hive {
	return &hive{ctx: ctx, reg: reg, part: part}
}

// done settles how far the part was read, when all of it was tried.
func (h *hive) done() {
	switch {
	case h.refused+h.failed == 0 && h.ctx.Err() == nil:
	case h.read > 0:
		h.part.fail(Partly, "")
	case h.refused > 0:
		h.part.fail(NeedsRights, "")
	case h.ctx.Err() != nil:
		h.part.fail(TooSlow, timeUp)
	default:
		h.part.fail(Failed, "")
	}
}

// note notes what came of reading a key, and tells whether there is anything of it.
func (h *hive) note(err error) bool {
	switch {
	case err == nil:
		h.read++
	case errors.Is(err, registry.ErrNoKey):
		h.read++
		return false
	case errors.Is(err, registry.ErrCut):
		h.read++
		h.part.odd("%v", err)
		h.part.fail(Partly, err.Error())
	case errors.Is(err, registry.ErrNeedsRights):
		h.refused++
		h.because(err.Error())
		return false
	default:
		h.failed++
		h.because(err.Error())
		return false
	}
	return true
}

func (h *hive) because(why string) {
	if h.part.Why == "" {
		h.part.Why = Clean(why)
	}
}

// late tells whether the time of the part is up, and notes it.
func (h *hive) late() bool {
	if h.ctx.Err() == nil {
		return false
	}
	h.because("its time was up")
	return true
}

// keys gives the names of the keys below k; none where there is no k.
func (h *hive) keys(k registry.Key) []string {
	if h.late() {
		return nil
	}
	names, err := h.reg.Keys(k)
	if !h.note(err) {
		return nil
	}
	return names
}

// values gives the values of k. They are empty where there is no k.
func (h *hive) values(k registry.Key) values {
	v := values{hive: h, key: k}
	if h.late() {
		return v
	}
	list, err := h.reg.Values(k)
	if v.there = h.note(err); v.there {
		v.list = list
	}
	return v
}

// values are the values of one key, with what is strange about them noted in the part.
type values struct {
	hive  *hive
	key   registry.Key
	list  registry.Values
	there bool // the key is there
}

func (v values) odd(name string, err error) {
	if err != nil {
		v.hive.part.odd(`%s\%s: %v`, v.key, name, err)
	}
}

// text gives a value as clean text; "" where there is none, and where it makes no sense:
// that is noted, but the part stays whole, because most texts are told and not judged.
func (v values) text(name string) string {
	value, ok := v.list.Named(name)
	if !ok {
		return ""
	}
	text, err := value.Text()
	v.odd(name, err)
	if !isClean(text) {
		v.odd(name, errors.New("it is too long or has characters that hide"))
	}
	return Clean(strings.TrimSpace(text))
}

// number gives a value as a number; nil where there is none. One that is there and makes
// no sense is not to be taken for one that is not set: the part is then read in part.
func (v values) number(name string) *uint32 {
	value, ok := v.list.Named(name)
	if !ok {
		return nil
	}
	n, err := value.Number()
	v.odd(name, err)
	if v.lost(name, err) {
		return nil
	}
	return &n
}

// lost tells whether err means that a value is there and could not be read, and notes
// that the part is not whole.
func (v values) lost(name string, err error) bool {
	var strange *registry.OddError
	if err == nil || errors.As(err, &strange) {
		return false
	}
	v.hive.part.fail(Partly, fmt.Sprintf(`%s\%s: %v`, v.key, name, err))
	return true
}

// is tells whether a value is the number n.
func (v values) is(name string, n uint32) bool {
	got := v.number(name)
	return got != nil && *got == n
}

// needed gives a text without which the part is not whole.
func (v values) needed(name string) string {
	if value, ok := v.list.Named(name); ok {
		_, err := value.Text()
		v.lost(name, err)
	}
	return v.text(name)
}

// texts gives a value as a list of clean texts.
func (v values) texts(name string) []string {
	value, ok := v.list.Named(name)
	if !ok {
		return nil
	}
	list, err := value.List()
	v.odd(name, err)
	v.lost(name, err)
	for i := range list {
		list[i] = Clean(list[i])
	}
	return list
}

// bytes gives a value's bytes.
func (v values) bytes(name string) []byte {
	value, _ := v.list.Named(name)
	return value.Data
}

// either returns the first that is not nil.
func either(numbers ...*uint32) *uint32 {
	for _, n := range numbers {
		if n != nil {
			return n
		}
	}
	return nil
}

// key makes a key of "HKLM\SOFTWARE\…" and the bits of a view.
func key(path string, bits int) registry.Key {
	root, below, _ := strings.Cut(path, `\`)
	return registry.Key{Root: registry.Root(root), Path: below, Bits: bits}
}

// views are the two faces of the registry.
var views = []struct {
	bits int
	view View
}{{64, View64}, {32, View32}}

// hex writes bytes as people write an ATR here: "3BF918".
func hex(b []byte) string { return fmt.Sprintf("%X", b) }
