package host

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Every text of the tree must say what it may reveal, also those in lists that are
// empty on most machines.
func TestEveryTextSaysWhatItReveals(t *testing.T) {
	allowed := []string{revealsNothing, revealsText, revealsPath, revealsPerson, revealsDeviceName, revealsDeviceID}
	texts := 0
	var look func(typ reflect.Type, path, tag string)
	look = func(typ reflect.Type, path, tag string) {
		switch typ.Kind() {
		case reflect.Struct:
			if typ.PkgPath() != reflect.TypeFor[Host]().PkgPath() {
				return
			}
			for i := range typ.NumField() {
				look(typ.Field(i).Type, path+"."+typ.Field(i).Name, typ.Field(i).Tag.Get("reveals"))
			}
		case reflect.Pointer, reflect.Slice:
			look(typ.Elem(), path, tag)
		case reflect.Map, reflect.Interface, reflect.Array:
			t.Errorf("%s is a %s, which redaction does not walk", path, typ.Kind())
		case reflect.String:
			texts++
			if !slices.Contains(allowed, tag) {
				t.Errorf(`%s has the tag reveals:%q; say one of %q`, path, tag, allowed)
			}
			if closed[typ] != nil && tag != revealsNothing {
				t.Errorf("%s is of a closed set and reveals nothing", path)
			}
		default:
			if tag != "" {
				t.Errorf("%s is no text and has the tag reveals:%q", path, tag)
			}
		}
	}
	look(reflect.TypeFor[Host](), "Host", "")
	if texts < 100 {
		t.Errorf("only %d texts were looked at", texts)
	}
}

func TestRedact(t *testing.T) {
	h := &Host{
		Form:     Form,
		Identity: Identity{Join: Domain, Computer: "WARD7-PC042", DNS: "ward7-pc042.trust.example", DomainName: "trust.example", MachineID: "6f1c-42", Serial: "SER0042X"},
		Session:  Session{User: `TRUST\tess.ting`, Client: "HOME-PC"},
		Programs: Programs{List: []Program{{Name: "IdentityAgent.exe", Path: `C:\Users\tess.ting\AppData\Local\x.exe`}}},
		Services: Services{List: []Service{
			{Name: "A", Account: `TRUST\svc-agent`, Path: `"C:\Program Files\A\a.exe" --name ward7-PC042 --for=tess.ting`},
			{Name: "B", Account: "LocalSystem", Path: `\\files01\apps\b.exe`},
			{Name: "LocalSystem helper"},
		}},
		Files: Files{List: []File{{Path: `C:\Users\Public\x.dll`}, {Path: "/home/tess/lib.so"}, {Path: `C:\Windows\System32\WARD7-PC0421.dll`}}},
		Agents: AgentSettings{List: []AgentSetting{
			{Key: `HKU\S-1-5-21-1-2-3-1001\Software\X`, Value: `WARD7-PC042 WARD7-PC042,ward7-pc042.trust.example`},
		}},
	}
	before, _ := written(t, h)
	got := Redact(h)
	if after, _ := written(t, h); !bytes.Equal(before, after) {
		t.Error("Redact changed what it was given")
	}
	want := &Host{
		Form: Form, Redacted: true,
		Identity: Identity{Join: Domain},
		Programs: Programs{List: []Program{{Name: "IdentityAgent.exe", Path: `C:\Users\(removed)\AppData\Local\x.exe`}}},
		Services: Services{List: []Service{
			{Name: "A", Path: `"C:\Program Files\A\a.exe" --name (removed) --for=(removed)`},
			{Name: "B", Path: `\\(removed)\apps\b.exe`},
			{Name: "LocalSystem helper"},
		}},
		Files: Files{List: []File{{Path: `C:\Users\Public\x.dll`}, {Path: "/home/(removed)/lib.so"}, {Path: `C:\Windows\System32\WARD7-PC0421.dll`}}},
		Agents: AgentSettings{List: []AgentSetting{
			{Key: `HKU\(removed)\Software\X`, Value: `(removed) (removed),(removed)`},
		}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("redacted it is (-want +got):\n%s", diff)
	}
}

// Whatever an identifying field holds is nowhere in the redacted recording, wherever
// else it stood.
func TestRedactLeavesNoName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := drawn(t)
		name := rapid.StringMatching(`ZQ[A-Z]{4}[0-9]{3}`).Draw(t, "name")
		visit{text: func(l leaf) {
			switch l.reveals {
			case revealsPerson, revealsDeviceName, revealsDeviceID:
				l.value.SetString(name)
			case revealsText, revealsPath:
				l.value.SetString(rapid.SampledFrom([]string{"", `C:\%`, "%", "a % b", `"%"`, "% %", "%/%/%"}).Draw(t, "around"))
				l.value.SetString(strings.ReplaceAll(l.value.String(), "%", rapid.SampledFrom([]string{name, strings.ToLower(name)}).Draw(t, "case")))
			}
		}}.walk(reflect.ValueOf(h), "", "")
		h.Identity.Computer = name
		redacted, err := written(t, Redact(h))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(string(redacted)), strings.ToLower(name)) {
			t.Fatalf("%s is still in\n%s", name, redacted)
		}
	})
}

func written(t interface{ Fatal(...any) }, h *Host) ([]byte, error) {
	var b bytes.Buffer
	err := WriteRecording(&b, h)
	return b.Bytes(), err
}

// A machine may have any number of accounts, and somebody any name: none of it may take
// the program down, or take away what products are called.
func TestRedactOfMany(t *testing.T) {
	h := &Host{Form: Form, Session: Session{User: `CARE\Smartcard`}, Products: Products{List: []Product{{Name: "NHS Smartcard Connect"}, {Name: "Care Identity of user4321"}}}}
	for i := range 20_000 {
		h.Services.List = append(h.Services.List, Service{Account: fmt.Sprintf(`D\user%d.%s`, i, strings.Repeat("x", 1900)), Display: "of d\\user7"})
	}
	h.Services.List = append(h.Services.List, Service{Account: `D\user7`})
	got := Redact(h)
	if a, b := got.Products.List[0].Name, got.Products.List[1].Name; a != "NHS Smartcard Connect" || b != "Care Identity of user4321" {
		t.Errorf("%q, %q", a, b)
	}
	if got := got.Services.List[0].Display; got != "of (removed)" {
		t.Errorf("%q", got)
	}
	if got := Scrubber(h, "Ima Invented")(`"IMA INVENTED", D\USER7; Ima Invente`); got != `"(removed)", (removed); Ima Invente` {
		t.Errorf("%q", got)
	}
}
