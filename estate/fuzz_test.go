package estate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// FuzzIdentity takes any sequence of lines about devices: one line each, with
// its identifiers between tabs, as namespace=value; a line that begins with !
// is an alias, one that begins with ? a sign-in.
func FuzzIdentity(f *testing.F) {
	for _, seed := range []string{
		"device=D1\tname=PC1\nintune=G1\tname=pc1\nname=PC1",
		"device=D1\tname=PC1\nintune=G1\tname=PC1\nintune=G2\tname=PC1\nname=PC1\n!intune=G1\tD1",
		"device=D1\tintune=G1\ndevice=D2\tintune=G1\nintune=G1\nconfigmgr=7\tname=PC7",
		"?D1\n?pc1\ndevice=PC1\n?PC1\n!device=pc1\tPC1",
		"name=N\ndevice=N\ndevice=M\tname=N\nintune=N",
		"device=\x01x\nintune=x\nosquery=x\nother=x\nintune:x=\ndevice=intune:x",
		"!device=A\tB\n!device=B\tA\ndevice=A\ndevice=B\n!name=A\tC\nname=A\tdevice=\x00",
		"device=Ünïcode\tname=ÜNÏCODE\nname=ünïcode\nintune=ß\nname=SS",
	} {
		f.Add(seed)
	}
	zone := london(f)
	f.Fuzz(func(t *testing.T, text string) {
		e := New(zone, nil)
		source := e.AddSource(Source{Name: "a file", Made: NoTime})
		var told [][]Identifier
		for n, line := range strings.Split(text, "\n") {
			if n > 60 {
				break
			}
			cells := strings.Split(line, "\t")
			o := Origin{source, n + 1, NoTime}
			if rest, ok := strings.CutPrefix(cells[0], "!"); ok {
				namespace, value, _ := strings.Cut(rest, "=")
				e.Identity.Alias("device", namespace, value, cells[len(cells)-1], o)
				continue
			}
			if device, ok := strings.CutPrefix(cells[0], "?"); ok {
				if err := e.SignIns.Append(SignIn{At: 1, Device: device}, o, func(column, value string, err error) { t.Errorf("%s %q: %v", column, value, err) }); err != nil {
					t.Fatal(err)
				}
				continue
			}
			var ids []Identifier
			for _, cell := range cells {
				namespace, value, _ := strings.Cut(cell, "=")
				ids = append(ids, Identifier{namespace, value})
			}
			row := e.Device(ids, o)
			if row < 0 {
				continue
			}
			told = append(told, ids)
			e.Users.Add(row, fmt.Sprintf("user %d", len(told)-1), o)
		}
		e.Finish()
		checkIdentity(t, e, told)
	})
}

func checkIdentity(t *testing.T, e *Estate, told [][]Identifier) {
	t.Helper()
	keys := map[string]int{}
	for row := range e.Devices.Len() {
		key := e.Devices.Key(row)
		if other, ok := keys[key]; ok {
			t.Errorf("rows %d and %d are both %q", other, row, key)
		}
		keys[key] = row
		if found, ok := e.Devices.Find(key); !ok || found != row {
			t.Errorf("row %d is %q, by which row %d is found, %t", row, key, found, ok)
		}
		ids := e.Identity.Identifiers(row)
		if len(ids) == 0 {
			t.Errorf("row %d, %q, has no identifier", row, key)
		}
		for _, id := range ids {
			if found, ok := e.Identity.Find(id.Namespace, id.Value); !ok || found != row {
				t.Errorf("row %d has %q, by which row %d is found, %t", row, id, found, ok)
			}
		}
	}
	for n, ids := range told {
		primary := slices.MinFunc(slices.DeleteFunc(slices.Clone(ids), func(id Identifier) bool { return strings.TrimSpace(id.Value) == "" }),
			func(a, b Identifier) int {
				if stronger(a, b) {
					return -1
				}
				if stronger(b, a) {
					return 1
				}
				return 0
			})
		row, ok := e.Identity.Find(primary.Namespace, primary.Value)
		if !ok {
			t.Errorf("line %d of %q is of no device", n, ids)
			continue
		}
		var has bool
		for _, element := range e.Users.told.of(e.Users.Of(row)) {
			has = has || e.Users.names.Text(element) == fmt.Sprintf("user %d", n)
		}
		if !has {
			t.Errorf("line %d of %q is not told of row %d", n, ids, row)
		}
	}
	for i := range e.SignIns.Len() {
		text := e.SignIns.devices.Text(i)
		if row := e.SignIns.Device(i); text != "" && (row < 0 || int(row) >= e.Devices.Len()) {
			t.Errorf("the sign-in from %q is of row %d of %d", text, row, e.Devices.Len())
		}
	}
	for _, a := range e.Identity.Ambiguous() {
		if len(a.Settle) == 0 && len(a.Subjects) > 1 && a.Namespace != NamespaceName {
			t.Errorf("nothing settles %+v", a)
		}
	}
}
