package importing

import "testing"

func TestPrintedSeries(t *testing.T) {
	for number, want := range map[string]int{
		"0612345678": 6, "0412345": 0, "04123456": 4, "1012345678": 10, "1112345678": 0, "0012345678": 0,
		"06 12345678": 0, "UHB-06123456": 0, "": 0, "9912345678": 0, "0112345678": 1,
	} {
		got, ok := printedSeries(number)
		if ok != (want != 0) || ok && got != want {
			t.Errorf("%s: got %d, %v, want %d", number, got, ok, want)
		}
	}
}

func TestLostZeros(t *testing.T) {
	tests := []struct {
		numbers []string
		want    bool
	}{
		{[]string{"612345678", "1012345678"}, true},
		{[]string{"612345678", "1012345678", "0812345678"}, false},
		{[]string{"612345678", "812345678"}, false}, // all may be as long as that
		{[]string{"61234567", "1012345678"}, false}, // two digits short
		{[]string{"X612345678", "1012345678"}, false},
		{nil, false},
	}
	for _, test := range tests {
		var p printed
		for _, n := range test.numbers {
			p.add(n)
		}
		if got := p.lost(); got != test.want {
			t.Errorf("%v: got %v, want %v", test.numbers, got, test.want)
		}
	}
}

func TestScientific(t *testing.T) {
	for number, want := range map[string]bool{"6.12346E+11": true, "6E+11": true, "E+11": false, "6.E+11": false, "0612345678": false, "CAFE+11": false} {
		if got := isScientific(number); got != want {
			t.Errorf("%s: got %v", number, got)
		}
	}
}
