package estate

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSignIns(t *testing.T) {
	e := New(london(t), nil)
	source := e.AddSource(Source{Name: "signins.csv", Rank: Handshake, Made: 9})
	o := Origin{source, 2, NoTime}
	e.Cards.Row("0612345678", o)
	e.Device([]Identifier{{NamespaceDevice, "PC1"}}, o)
	var rejected []string
	reject := func(column, value string, err error) {
		rejected = append(rejected, fmt.Sprintf("%s %q: %v", column, value, err))
	}
	for n, in := range []SignIn{
		{At: 100, Person: "P1", Card: "0612345678", Device: "PC1", Organisation: "RXX", Client: "identity-agent", Version: "2.4.5", TLS: "TLSv1.2", Application: "spine", Use: "sign", Outcome: "ok"},
		{At: 50, Person: "P2", Card: "0899999999", Device: "PC2", Version: "latest", TLS: "1.2"},
		{At: 200, Version: "2.4.5.0", TLS: "1.4"},
	} {
		if err := e.SignIns.Append(in, Origin{source, n + 2, NoTime}, reject); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.SignIns.Append(SignIn{At: NoTime, Person: "P1"}, o, reject); err == nil || e.SignIns.Len() != 3 {
		t.Errorf("a sign-in without an instant: %v; there are %d", err, e.SignIns.Len())
	}
	e.Finish()
	s := e.SignIns
	var got []string
	for i := range s.Len() {
		got = append(got, fmt.Sprintf("%d: person %d card %d device %d application %d organisation %d, %q %q %q %q %q", s.At(i), s.Person(i), s.Card(i), s.Device(i),
			s.Application(i), s.Organisation(i), s.Clients.TextOf(s.Client(i)), s.Versions.TextOf(s.Version(i)), s.TLSVersions.TextOf(s.TLS(i)), s.Uses.TextOf(s.Use(i)), s.Outcomes.TextOf(s.Outcome(i))))
	}
	want := []string{
		`100: person 0 card 0 device 0 application 0 organisation 0, "identity-agent" "2.4.5" "TLSv1.2" "sign" "ok"`,
		`50: person 1 card 1 device 1 application -1 organisation -1, "" "" "TLSv1.2" "" ""`,
		`200: person -1 card -1 device -1 application -1 organisation -1, "" "2.4.5" "" "" ""`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sign-ins (-want +got)\n%s", diff)
	}
	if len(rejected) != 2 {
		t.Errorf("rejected %q", rejected)
	}
	if e.Cards.Listed(1) || !e.Cards.Listed(0) || e.Cards.Key(1) != "0899999999" || e.Devices.Listed(1) || e.Devices.Key(1) != "PC2" {
		t.Error("a card or device that no file lists is listed, or has no row")
	}
	if v, ok := s.Versions.Possible(s.Version(0))[0].Version(); !ok || v.Canonical() != "2.4.5" {
		t.Errorf("the version is read as %v", v)
	}
}

func TestIndexes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := New(london(t), nil)
		o := Origin{e.AddSource(Source{}), 2, NoTime}
		type at struct {
			device string
			second int64
		}
		drawn := rapid.SliceOf(rapid.Custom(func(t *rapid.T) at {
			return at{rapid.SampledFrom([]string{"", "A", "B", "C"}).Draw(t, "device"), rapid.Int64Range(0, 5).Draw(t, "second")}
		})).Draw(rt, "sign-ins")
		for _, in := range drawn {
			if err := e.SignIns.Append(SignIn{At: in.second, Device: in.device, Card: in.device, Person: in.device}, o, nil); err != nil {
				rt.Fatal(err)
			}
		}
		e.Device([]Identifier{{NamespaceDevice, "idle"}}, o)
		e.Finish()
		byDevice := e.SignIns.ByDevice()
		total := 0
		for row := range e.Devices.Len() {
			of := byDevice.Of(row)
			total += len(of)
			for n, i := range of {
				if e.SignIns.Device(int(i)) != int32(row) {
					rt.Fatalf("sign-in %d is not of row %d", i, row)
				}
				if n > 0 && (e.SignIns.At(int(of[n-1])) < e.SignIns.At(int(i)) || e.SignIns.At(int(of[n-1])) == e.SignIns.At(int(i)) && of[n-1] < i) {
					rt.Fatalf("row %d: sign-in %d before %d", row, of[n-1], i)
				}
			}
			if newest, ok := byDevice.Newest(row); ok != (len(of) > 0) || ok && newest != int(of[0]) {
				rt.Fatalf("the newest of row %d is %d, %t", row, newest, ok)
			}
		}
		for _, in := range drawn {
			if in.device != "" {
				total--
			}
		}
		if total != 0 {
			rt.Fatalf("%d sign-ins too many", total)
		}
		if byDevice.Of(-1) != nil || byDevice.Of(1000) != nil {
			rt.Fatal("a row that is none has sign-ins")
		}
		if e.SignIns.ByDevice() != byDevice || len(e.SignIns.ByCard().signIns) != len(byDevice.signIns) || len(e.SignIns.ByPerson().signIns) != len(byDevice.signIns) {
			rt.Fatal("indexes are made anew, or differ")
		}
	})
}

// Ten million sign-ins must fit in 500 MB, with the ids of a million people,
// cards and devices.
func TestSignInsAreSmall(t *testing.T) {
	const n = 200_000
	before := heap()
	e := New(london(t), nil)
	o := Origin{e.AddSource(Source{}), 2, NoTime}
	v := invented{}
	for i := range n {
		subject := scatter(i, 1, n/10)
		if err := e.SignIns.Append(SignIn{
			At: 1_750_000_000 + int64(i), Person: v.text("55", subject, 10), Card: v.text("06", subject, 10), Device: v.text("DEV", scatter(subject, 2, n/10), 8),
			Organisation: inventedCodes[subject%len(inventedCodes)], Client: "identity-agent", Version: inventedVersions[subject%40], TLS: "1.2",
			Application: "spine", Use: "sign-in", Outcome: "ok",
		}, o, nil); err != nil {
			t.Fatal(err)
		}
	}
	e.Finish()
	e.SignIns.ByDevice()
	e.SignIns.ByPerson()
	if each := float64(heap()-before) / n; each > 65 {
		t.Errorf("a sign-in takes %.1f bytes", each)
	} else {
		t.Logf("a sign-in takes %.1f bytes", each)
	}
	runtime.KeepAlive(e)
}
