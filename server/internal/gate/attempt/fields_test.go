package attempt

import (
	"strings"
	"testing"
)

// TestReadFields looks for IAVersion and CardReaders.
func TestReadFields(t *testing.T) {
	const none = "! the header cannot be read: it is not a JSON object"
	for _, test := range []struct {
		name, header, version, readers string
	}{
		{"as it is sent", `{"IAVersion":"2.4.6.0","CardReaders":["a","b"]}`, "2.4.6.0", "[a b]"},
		{"spaces and other keys", ` { "x" : {"IAVersion": [[1]]} , "IAVersion" : " 2 " } `, "2", ""},
		{"other case", `{"iaversion":"2"}`, "2", ""},
		{"numbers and truth", `{"IAVersion":2.10,"CardReaders":true}`, "2.10", "true"},
		{"escapes", `{"\u0049AVersion":"2\u002e1"}`, "2.1", ""},
		{"null and nothing", `{"IAVersion":null,"CardReaders":[]}`, "", "[]"},
		{"empty texts", `{"IAVersion":"","CardReaders":["",null,"a"]}`, "", "[a]"},
		{"an object", `{"IAVersion":{"a":1},"CardReaders":"a"}`, "! it is not a text", "a"},
		{"an object in a list", `{"CardReaders":["a",{}]}`, "", "! an element of the list is not a text"},
		{"the key twice", `{"IAVersion":"2","IAVersion":"2","CardReaders":"a"}`, "! the key stands twice", "a"},
		{"the key twice, once without value", `{"IAVersion":null,"iaVersion":"2"}`, "! the key stands twice", ""},
		{"a long list", `{"CardReaders":[` + strings.Repeat(`"a",`, 200) + `"b"]}`, "", "! the list is too long"},
		{"no object", `["IAVersion"]`, none, none},
		{"no JSON", `IAVersion=2`, none, none},
		{"it ends early", `{"IAVersion":"2","CardReaders":["a"`, none, none},
		{"it ends late", `{"IAVersion":"2"} {}`, "! the header cannot be read: something follows its JSON object", "! the header cannot be read: something follows its JSON object"},
		{"nested without end", strings.Repeat(`{"a":`, 3000), none, none},
		{"long", `{"IAVersion":"` + strings.Repeat("2", 17_000) + `"}`, "! the header cannot be read: it is too long", "! the header cannot be read: it is too long"},
	} {
		var all [2]found
		var j jsonReader
		j.read(test.header, []string{"IAVersion", "CardReaders"}, false, all[:])
		if version, readers := inWords(&all[0]), inWords(&all[1]); version != test.version || readers != test.readers {
			t.Errorf("%s: %q and %q; want %q and %q", test.name, version, readers, test.version, test.readers)
		}
	}
}
