package server

import (
	"path/filepath"
	"testing"
)

func TestSharedFolder(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"devices.csv"}, ""},
		{[]string{"exports/devices.csv"}, "exports/"},
		{[]string{"exports/devices.csv", "exports/cards.csv"}, "exports/"},
		{[]string{"exports/devices.csv", "exports/july/cards.csv"}, "exports/"},
		{[]string{"exports/july/devices.csv", "exports/june/cards.csv"}, "exports/"},
		{[]string{"exports/devices.csv", "cards.csv"}, ""},
		{[]string{"/home/a/x.csv", "/home/b/x.csv"}, "/home/"},
		{[]string{"/x.csv", "/y.csv"}, "/"},
		{[]string{"exports/a.zip!b/c.csv", "exports/a.zip!b/d.csv"}, "exports/"},
		{[]string{"july/x.csv", "july-2/x.csv"}, ""},
	} {
		var names []string
		for _, name := range test.names {
			names = append(names, filepath.FromSlash(name))
		}
		if got := filepath.ToSlash(sharedFolder(names)); got != test.want {
			t.Errorf("%q share %q, want %q", test.names, got, test.want)
		}
	}
}
