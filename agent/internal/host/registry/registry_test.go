package registry

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

const sample = header + `

; a comment
[HKEY_LOCAL_MACHINE\SOFTWARE\Lanyard\One]
@="the default"
"Text"="a \"b\" \\c"
"Number"=dword:0000002a
"Bytes"=hex:01,02,\
  03
"List"=hex(7):41,00,00,00,42,00,00,00,00,00
"Text"="again"

[HKEY_LOCAL_MACHINE\SOFTWARE\WOW6432Node\Lanyard]
"Which"="32"

[HKEY_LOCAL_MACHINE\SOFTWARE\Classes\Installer\Products\ABC]
"ProductName"="x"

[HKEY_LOCAL_MACHINE\SOFTWARE\Closed]
;denied
`

func TestFile(t *testing.T) {
	f, err := ParseFile(strings.ReplaceAll(sample, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	one := Key{Root: LocalMachine, Path: `software\LANYARD\one`}
	values, err := f.Values(one)
	if err != nil {
		t.Fatal(err)
	}
	want := Values{
		{Name: "", Type: Text, Data: textData("the default")},
		{Name: "Text", Type: Text, Data: textData("again")},
		{Name: "Number", Type: DWord, Data: []byte{42, 0, 0, 0}},
		{Name: "Bytes", Type: Binary, Data: []byte{1, 2, 3}},
		{Name: "List", Type: MultiText, Data: []byte("A\x00\x00\x00B\x00\x00\x00\x00\x00")},
	}
	if diff := cmp.Diff(want, values); diff != "" {
		t.Errorf("values (-want +got):\n%s", diff)
	}
	if keys, err := f.Keys(Key{Root: LocalMachine, Path: "SOFTWARE"}); err != nil || !cmp.Equal(keys, []string{"Lanyard", "WOW6432Node", "Classes", "Closed"}) {
		t.Errorf("keys of SOFTWARE: %q, %v", keys, err)
	}
	if v, err := f.Values(Key{Root: LocalMachine, Path: `SOFTWARE\Lanyard`, Bits: 32}); err != nil || len(v) != 1 {
		t.Errorf("the 32-bit view: %v, %v", v, err)
	}
	if keys, err := f.Keys(Key{Root: LocalMachine, Path: `SOFTWARE`, Bits: 32}); err != nil || !cmp.Equal(keys, []string{"Lanyard"}) {
		t.Errorf("the 32-bit view of SOFTWARE: %q, %v", keys, err)
	}
	if keys, err := f.Keys(Key{Root: ClassesRoot, Path: `Installer\Products`}); err != nil || !cmp.Equal(keys, []string{"ABC"}) {
		t.Errorf("HKCR: %q, %v", keys, err)
	}
	if _, err := f.Values(one.Below("two")); !errors.Is(err, ErrNoKey) || !strings.Contains(err.Error(), `HKLM\software\LANYARD\one\two`) {
		t.Errorf("a key that is not there: %v", err)
	}
	if _, err := f.Values(Key{Root: LocalMachine, Path: `SOFTWARE\Closed`}); !errors.Is(err, ErrNeedsRights) {
		t.Errorf("a key that is closed: %v", err)
	}
	if _, err := f.Keys(Key{Root: CurrentUser, Path: `SOFTWARE`, Bits: 32}); !errors.Is(err, ErrNoKey) {
		t.Errorf("a root that is empty: %v", err)
	}
}

func TestParseFileRefuses(t *testing.T) {
	for name, tc := range map[string]struct{ text, want string }{
		"no header":      {"REGEDIT4\n", "line 1"},
		"value first":    {header + "\n\"a\"=\"b\"", "line 2"},
		"unknown root":   {header + "\n[HKEY_FOO\\a]", "line 2"},
		"open key":       {header + "\n[HKEY_LOCAL_MACHINE\\a", "line 2"},
		"open text":      {header + "\n[HKEY_LOCAL_MACHINE\\a]\n\"a\"=\"b", "line 3"},
		"no number":      {header + "\n[HKEY_LOCAL_MACHINE\\a]\n\"a\"=dword:xyz", "line 3"},
		"half a byte":    {header + "\n[HKEY_LOCAL_MACHINE\\a]\n\"a\"=hex:1", "line 3"},
		"no type":        {header + "\n[HKEY_LOCAL_MACHINE\\a]\n\"a\"=hex(z):01", "line 3"},
		"a removed one":  {header + "\n[HKEY_LOCAL_MACHINE\\a]\n\"a\"=-", "line 3"},
		"without equals": {header + "\n[HKEY_LOCAL_MACHINE\\a]\n\"a\"", "line 3"},
	} {
		t.Run(name, func(t *testing.T) {
			if f, err := ParseFile(tc.text); err == nil || f != nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("ParseFile = %v, %v; want an error with %q", f, err, tc.want)
			}
		})
	}
}

func TestValue(t *testing.T) {
	utf16le := func(s string) []byte { d := textData(s); return d[:len(d)-2] }
	for name, tc := range map[string]struct {
		value     Value
		text      string
		textErr   string // part of the error; "" for none
		number    uint32
		numberErr string
	}{
		"text":             {Value{Type: Text, Data: textData("4.8")}, "4.8", "", 0, "not a number"},
		"without an end":   {Value{Type: Text, Data: utf16le("abc")}, "abc", "", 0, "not a number"},
		"embedded NUL":     {Value{Type: Text, Data: textData("NHS\x00 hidden")}, "NHS", `behind its end stands " hidden"`, 0, "not a number"},
		"many NULs":        {Value{Type: Text, Data: textData("a\x00\x00\x00")}, "a", "", 0, "not a number"},
		"odd bytes":        {Value{Type: Text, Data: append(utf16le("ab"), 'c')}, "ab", "odd number of bytes (5)", 0, "not a number"},
		"lone surrogate":   {Value{Type: Text, Data: []byte{0, 0xd8, 'A', 0}}, "\ufffdA", "half of a character", 0, "not a number"},
		"empty":            {Value{Type: Text}, "", "", 0, "not a number"},
		"cut":              {Value{Type: Text, Cut: true}, "", "was not read", 0, "not a number"},
		"number":           {Value{Type: DWord, Data: []byte{1, 0, 0, 0x80}}, "2147483649", "REG_DWORD, not a text", 0x80000001, ""},
		"short number":     {Value{Type: DWord, Data: []byte{1, 2}}, "", "REG_DWORD of 2 bytes", 0, "REG_DWORD of 2 bytes"},
		"other end first":  {Value{Type: DWordBig, Data: []byte{0, 0, 1, 2}}, "258", "not a text", 258, ""},
		"large number":     {Value{Type: QWord, Data: []byte{0, 0, 0, 0, 1, 0, 0, 0}}, "4294967296", "not a text", 0, "more than a number of 32 bits"},
		"number as text":   {Value{Type: Text, Data: textData(" 1 ")}, " 1 ", "", 1, `the text " 1 ", not a number`},
		"hex as text":      {Value{Type: Text, Data: textData("0x800")}, "0x800", "", 0x800, "not a number"},
		"number as bytes":  {Value{Type: Binary, Data: []byte{2, 0, 0, 0}}, "", "REG_BINARY of 4 bytes", 2, "REG_BINARY, not a number"},
		"list as text":     {Value{Type: MultiText, Data: textData("a\x00b\x00")}, "a; b", "REG_MULTI_SZ, not a text", 0, "REG_MULTI_SZ of"},
		"type of nobody":   {Value{Type: 77, Data: []byte{1}}, "", "type 77 of 1 bytes", 0, "type 77"},
		"text to be wider": {Value{Type: ExpandText, Data: textData(`%ProgramFiles%\x`)}, `%ProgramFiles%\x`, "", 0, "not a number"},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := tc.value.Text()
			if text != tc.text || !says(err, tc.textErr) {
				t.Errorf("Text() = %q, %v; want %q and an error with %q", text, err, tc.text, tc.textErr)
			}
			number, err := tc.value.Number()
			if number != tc.number || !says(err, tc.numberErr) {
				t.Errorf("Number() = %d, %v; want %d and an error with %q", number, err, tc.number, tc.numberErr)
			}
		})
	}
}

func says(err error, words string) bool {
	if words == "" {
		return err == nil
	}
	return err != nil && strings.Contains(err.Error(), words)
}

func TestList(t *testing.T) {
	for name, tc := range map[string]struct {
		value Value
		want  []string
		err   string
	}{
		"two":            {Value{Type: MultiText, Data: textData("a\x00b\x00")}, []string{"a", "b"}, ""},
		"without an end": {Value{Type: MultiText, Data: textData("a\x00b")}, []string{"a", "b"}, ""},
		"empty between":  {Value{Type: MultiText, Data: textData("a\x00\x00b\x00")}, []string{"a", "b"}, ""},
		"none":           {Value{Type: MultiText}, nil, ""},
		"a lone text":    {Value{Type: Text, Data: textData("a")}, []string{"a"}, "not a list"},
		"a number":       {Value{Type: DWord, Data: []byte{1, 0, 0, 0}}, nil, "REG_DWORD of 4 bytes"},
		"too many":       {Value{Type: MultiText, Data: bytes.Repeat([]byte{'a', 0, 0, 0}, maxListed+9)}, nil, "more than 1024"},
	} {
		t.Run(name, func(t *testing.T) {
			list, err := tc.value.List()
			if !says(err, tc.err) || tc.want != nil && !cmp.Equal(list, tc.want) || len(list) > maxListed {
				t.Errorf("List() = %q, %v; want %q and an error with %q", list, err, tc.want, tc.err)
			}
		})
	}
}

func FuzzParseFile(f *testing.F) {
	f.Add(sample)
	f.Add(header + "\n[HKEY_CURRENT_USER\\a]\n@=hex(1):41,00,00,00")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := ParseFile(text)
		if err != nil {
			return
		}
		var walk func(k Key, depth int)
		walk = func(k Key, depth int) {
			if _, err := file.Values(k); errors.Is(err, ErrNeedsRights) {
				return
			} else if err != nil && !errors.Is(err, ErrCut) {
				t.Fatal(err)
			}
			below, _ := file.Keys(k)
			for _, name := range below {
				if depth < 8 && k.Root != ClassesRoot {
					walk(k.Below(name), depth+1)
				}
			}
		}
		for _, root := range []Root{LocalMachine, CurrentUser} {
			if _, err := file.Keys(Key{Root: root}); err == nil {
				walk(Key{Root: root}, 0)
			}
		}
	})
}

func FuzzValue(f *testing.F) {
	f.Add(uint32(Text), textData("NHS Identity Agent"), false)
	f.Add(uint32(MultiText), textData("a\x00b\x00"), false)
	f.Add(uint32(DWord), []byte{1, 0, 0, 0}, true)
	f.Fuzz(func(t *testing.T, typ uint32, data []byte, cut bool) {
		v := Value{Type: Type(typ), Data: data[:min(len(data), MaxData)], Cut: cut}
		text, _ := v.Text()
		list, _ := v.List()
		if !utf8.ValidString(text) || len(list) > maxListed {
			t.Fatalf("text %q, %d in the list", text, len(list))
		}
		if n, err := v.Number(); err == nil && v.Type == DWord && len(v.Data) != 4 {
			t.Fatalf("the number %d of %d bytes", n, len(v.Data))
		}
	})
}
