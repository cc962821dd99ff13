package civil

import (
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestDataVersion(t *testing.T) {
	if got := DataVersion(); !regexp.MustCompile(`^20\d\d[a-z]$`).MatchString(got) {
		t.Errorf("DataVersion = %q, want a release such as 2026f", got)
	}
}

func TestLoadZoneRefuses(t *testing.T) {
	tests := []struct{ name, want string }{
		{"", "write an IANA name"},
		{"Local", "write an IANA name"},
		{"localtime", "write an IANA name"},
		{"EST", "write an IANA name"},
		{"GB", "write an IANA name"},
		{"BST", "write an IANA name"},
		{"+01:00", "write an IANA name"},
		{"+VERSION", "write an IANA name"},
		{"Europe", "write an IANA name"},
		{"Europe/", "write an IANA name"},
		{"/Europe/London", "write an IANA name"},
		{"../Europe/London", "write an IANA name"},
		{"Europe/../Europe/London", "write an IANA name"},
		{"/etc/localtime", "write an IANA name"},
		{"posix/Europe/London", "write an IANA name"},
		{"right/Europe/London", "write an IANA name"},
		{"Europe/London\x00", "write an IANA name"},
		{" Europe/London", "write an IANA name"},
		{"europe/london", "write Europe/London"},
		{"utc", "write UTC"},
		{strings.Repeat("Europe/", 1000), "…"},
	}
	for _, test := range tests {
		zone, err := LoadZone(test.name)
		if err == nil {
			t.Errorf("LoadZone(%q) = %s, want an error", test.name, zone.Name())
			continue
		}
		if !strings.Contains(err.Error(), test.want) || len(err.Error()) > 200 {
			t.Errorf("LoadZone(%q): %v; want it to say %q, briefly", test.name, err, test.want)
		}
	}
}

// TestEveryZone loads every zone of the data, each from several goroutines.
func TestEveryZone(t *testing.T) {
	var all sync.WaitGroup
	for name := range archive().files {
		for range 2 {
			all.Go(func() {
				zone, err := LoadZone(name)
				if err != nil {
					t.Error(err)
					return
				}
				again, err := LoadZone(name)
				if err != nil || again != zone {
					t.Errorf("%s is loaded twice", name)
				}
				if zone.Name() != name || zone.Location().String() != name {
					t.Errorf("%s calls itself %s, its location %s", name, zone.Name(), zone.Location())
				}
			})
		}
	}
	all.Wait()
	if n := len(archive().files); n < 400 {
		t.Errorf("the data holds %d zones only", n)
	}
}

func TestCivil(t *testing.T) {
	london := mustZone(t, "Europe/London")
	at := time.Date(2025, 7, 8, 23, 30, 15, 7, time.UTC)
	want := DateTime{Date: Date{2025, time.July, 9}, Hour: 0, Minute: 30, Second: 15, Nanosecond: 7}
	if got := london.Civil(at); got != want {
		t.Errorf("Civil = %s, want %s", got, want)
	}
}
