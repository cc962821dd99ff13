package host

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawn makes any Host that Look could have made: every field of every part, by reflection,
// so that a field that is added is tried too.
func drawn(t *rapid.T) *Host {
	h := new(Host)
	draw(t, reflect.ValueOf(h).Elem())
	h.Form = Form
	return h
}

func draw(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if rapid.Bool().Draw(t, "set") {
			v.Set(reflect.New(v.Type().Elem()))
			draw(t, v.Elem())
		}
	case reflect.Slice:
		if n := rapid.IntRange(0, 2).Draw(t, "n"); n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				draw(t, v.Index(i))
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			if rapid.Bool().Draw(t, "at") {
				v.Set(reflect.ValueOf(time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "s"), rapid.Int64Range(0, 999999999).Draw(t, "ns")).UTC()))
			}
			return
		}
		for i := range v.NumField() {
			draw(t, v.Field(i))
		}
	case reflect.String:
		if allowed, ok := closed[v.Type()]; ok {
			all := make([]string, 0, len(allowed)+1)
			for text := range allowed {
				all = append(all, text)
			}
			v.SetString(rapid.SampledFrom(append(all, "")).Draw(t, "word"))
			return
		}
		v.SetString(Clean(rapid.String().Draw(t, "text")))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64Range(-1<<53, 1<<53).Draw(t, "int"))
	case reflect.Uint32:
		v.SetUint(uint64(rapid.Uint32().Draw(t, "uint32")))
	case reflect.Uint64:
		v.SetUint(rapid.Uint64().Draw(t, "uint64"))
	default:
		panic("a Host has a field of kind " + v.Kind().String())
	}
}

func TestRecordingRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t)
		var first bytes.Buffer
		if err := WriteRecording(&first, h); err != nil {
			t.Fatal(err)
		}
		back, err := ReadRecording(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(h, back); diff != "" {
			t.Fatalf("written and read again it differs (-was +is):\n%s", diff)
		}
		var second bytes.Buffer
		if err := WriteRecording(&second, back); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("the second writing differs from the first (%v)", err)
		}
	})
}

func TestReadRecordingRefuses(t *testing.T) {
	for name, tc := range map[string]struct{ recording, want string }{
		"nothing":         {``, "EOF"},
		"no object":       {`[]`, "array"},
		"no form":         {`{}`, "form is 0"},
		"form to come":    {`{"form":2,"new":1}`, "form is 2"},
		"unknown member":  {`{"form":1,"colour":"red"}`, "colour"},
		"member twice":    {`{"form":1,"system":{},"system":{}}`, "duplicate"},
		"another case":    {`{"form":1,"System":{}}`, "System"},
		"unknown state":   {`{"form":1,"system":{"state":"perhaps"}}`, `system.state: no such value: "perhaps"`},
		"hiding text":     {`{"form":1,"products":{"list":[{},{"name":"a\u202eb"}]}}`, "products.list[1].name"},
		"long text":       {`{"form":1,"by":"` + strings.Repeat("x", maxText+1) + `"}`, "by: the text is too long"},
		"long list":       {`{"form":1,"search_path":{"folders":[{}` + strings.Repeat(",{}", maxListed) + `]}}`, "search_path.folders: 20001 entries"},
		"no whole number": {`{"form":1,"system":{"build":1.5}}`, "build"},
		"negative":        {`{"form":1,"system":{"build":-1}}`, "build"},
		"more after it":   {`{"form":1}{}`, "after top-level"},
		"local time":      {`{"form":1,"seen_at":"2025-07-01T09:00:00+01:00"}`, "not in UTC"},
		"local start":     {`{"form":1,"programs":{"list":[{"id":1,"started_at":"2025-07-01T09:00:00+01:00"}]}}`, "programs.list[0].started_at"},
		"broken UTF-8":    {"{\"form\":1,\"by\":\"\xff\"}", "UTF-8"},
		"half surrogate":  {`{"form":1,"by":"\ud800"}`, "surrogate"},
		"too large":       {strings.Repeat(" ", maxRecording+1), "larger than"},
	} {
		t.Run(name, func(t *testing.T) {
			h, err := ReadRecording(strings.NewReader(tc.recording))
			if err == nil || h != nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("ReadRecording = %v, %v; want an error with %q", h, err, tc.want)
			}
		})
	}
}

func FuzzReadRecording(f *testing.F) {
	f.Add([]byte(`{"form":1,"system":{"state":"read","name":"Windows 11 Pro","build":26100}}`))
	f.Add([]byte(`{"form":1,"products":{"state":"partly","list":[{"name":"x","view":"32"}]},"tls":{"client":[{"name":"TLS 1.0","enabled":0}]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ReadRecording(bytes.NewReader(data))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := WriteRecording(&out, h); err != nil {
			t.Fatal(err)
		}
		again, err := ReadRecording(&out)
		if err != nil {
			t.Fatalf("what was read and written again cannot be read: %v", err)
		}
		if err := again.check(); err != nil {
			t.Fatal(err)
		}
		Redact(h)
	})
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"NHS Identity Agent":    "NHS Identity Agent",
		"Zażółć 漢字 😀":           "Zażółć 漢字 😀",
		"a\x00b\x1b[31m":        "a<U+0000>b<U+001B>[31m",
		"exe\u202Egpj":          "exe<U+202E>gpj",
		"zero\u200Bwidth\ufeff": "zero<U+200B>width<U+FEFF>",
		"\xff\xfe":              "\ufffd\ufffd",
		"line\u2028break\n":     "line<U+2028>break<U+000A>",
		"\u00a0":                "\u00a0",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
	long := Clean(strings.Repeat("ж", 1<<20))
	if len(long) > maxText || !strings.HasSuffix(long, "… (cut; 2097152 bytes)") || !utf8.ValidString(long) {
		t.Errorf("a text of 2 MiB is cleaned to %d bytes ending in %q", len(long), long[len(long)-30:])
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "s")
		if c := Clean(s); Clean(c) != c || !isClean(c) {
			t.Fatalf("Clean(%q) = %q, which is not clean", s, c)
		}
	})
}
