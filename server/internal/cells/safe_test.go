package cells

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestSafe(t *testing.T) {
	tests := []struct{ cell, want string }{
		{"", ""},
		{"PC-0001", "PC-0001"},
		{"identity-agent", "identity-agent"},
		{"NHS Identity Agent 2.3.2.0 is unsupported", "NHS Identity Agent 2.3.2.0 is unsupported"},
		{"ann@example.org", "ann@example.org"},
		{"Zoë Ünïcode", "Zoë Ünïcode"},
		{"-", "-"},
		{"-5", "-5"},
		{"-5.25", "-5.25"},
		{"2.3.2.0;-", "2.3.2.0;-"},
		{"12", "12"},

		{"=1+1", "'=1+1"},
		{"=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"},
		{`=HYPERLINK("http://example.org","x")`, `'=HYPERLINK("http://example.org","x")`},
		{"+44 20 7946 0000", "'+44 20 7946 0000"},
		{"+5", "'+5"},
		{"-2+3", "'-2+3"},
		{"-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"},
		{"-1.2.3", "'-1.2.3"},
		{"--", "'--"},
		{"@SUM(1)", "'@SUM(1)"},
		{"＝1+1", "'＝1+1"},
		{"＋1", "'＋1"},
		{"－1", "'－1"},
		{"＠A1", "'＠A1"},
		{"−1", "'−1"},
		{"  =1+1", "  '=1+1"},
		{"\u00a0=1", "\u00a0'=1"},
		{"\ufeff=1", "\ufeff'=1"},
		{"\u200b=1", "\u200b'=1"},
		{`"=1"`, `"'=1"`},
		{"\tx", "'\tx"},
		{"\t=1", "'\t'=1"},
		{"\r=1", "'\n'=1"},
		{"\r\nx", "'\nx"},
		{"\x00=1", "\ufffd'=1"},
		{"\xff=1", "\ufffd'=1"},

		// Read by another separator, the cell ends and another begins.
		{"a;=1+1;b", "a;'=1+1;b"},
		{"a, =1+1", "a, '=1+1"},
		{"a\t@b", "a\t'@b"},
		{"a\n-b", "a\n'-b"},
		{`a;"=1"`, `a;"'=1"`},
		{"=a;=b", "'=a;'=b"},
		{"a\x01b", "a\ufffdb"},
	}
	for _, test := range tests {
		if got := Safe(test.cell); got != test.want {
			t.Errorf("Safe(%q) = %q, want %q", test.cell, got, test.want)
		}
	}
}

// isFormula is a spreadsheet's own view of a cell: what does not show is passed
// over, and a number is none.
func isFormula(cell string) bool {
	if cell == "" {
		return false
	}
	if strings.ContainsRune("\t\r\n", rune(cell[0])) {
		return true
	}
	shown := strings.TrimLeftFunc(cell, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Mn) || r == '"' || r == '\ufffd'
	})
	if _, err := strconv.ParseFloat(strings.TrimRight(shown, " "), 64); err == nil && strings.HasPrefix(shown, "-") || strings.TrimRight(shown, " ") == "-" {
		return false
	}
	return strings.IndexAny(shown, "=+-@＝＋－＠﹦﹢﹣﹫−") == 0
}

// nasty are texts made of what matters to Safe.
var nasty = rapid.StringOfN(rapid.SampledFrom([]rune("=+-@＝＋−;,|\t\n\r \"'a1.é\u00a0\ufeff\u200b\x00\u202e")), 0, 12, -1)

func TestSafeHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkSafe(t, rapid.OneOf(nasty, rapid.String()).Draw(t, "cell"))
	})
}

func FuzzSafe(f *testing.F) {
	for _, seed := range []string{"=1", " +1", "a;=b", "\t", "-", "\xff\xfe=1", "＝"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) { checkSafe(t, cell) })
}

// checkSafe reads a safe cell as every kind of program does, and asks that no
// part of it is a formula and nothing was lost.
func checkSafe(t interface{ Fatalf(string, ...any) }, cell string) {
	safe := Safe(cell)
	if again := Safe(safe); again != safe {
		t.Fatalf("Safe(%q) = %q, and Safe of that %q", cell, safe, again)
	}
	if got, want := strings.ReplaceAll(safe, "'", ""), strings.ReplaceAll(legible(cell), "'", ""); got != want {
		t.Fatalf("Safe(%q) = %q: something but apostrophes was changed", cell, safe)
	}
	if isFormula(safe) {
		t.Fatalf("Safe(%q) = %q is a formula", cell, safe)
	}
	// By another separator, without regard for quotes: the worst reader.
	for _, separator := range ",;|\t\n" {
		for _, part := range strings.FieldsFunc(safe, func(r rune) bool { return r == separator || r == '\n' }) {
			if part[0] != '\t' && isFormula(part) {
				t.Fatalf("Safe(%q) = %q, and cut at %q the part %q is a formula", cell, safe, separator, part)
			}
		}
	}
	row := appendField(appendField(nil, "first"), "")
	row = append(appendField(append(row, ','), safe), ",last\n"...)
	in := csv.NewReader(strings.NewReader(string(row)))
	read, err := in.Read()
	if err != nil {
		t.Fatalf("the row %q: %v", row, err)
	}
	if len(read) != 3 || read[1] != safe {
		t.Fatalf("the row %q reads as %q, want %q", row, read, safe)
	}
	if _, err := in.Read(); err != io.EOF {
		t.Fatalf("the row %q is more than one: %v", row, err)
	}
}
