package server

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
	"github.com/lanyard-id/lanyard/server/internal/sample"
)

// shippedNotices is a set of every revision of the 2025 notice.
func shippedNotices(t testing.TB) *notice.Set {
	t.Helper()
	files, err := fs.Glob(notices.Files(), "care-identity-2025-r?.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all []*notice.Notice
	for _, file := range files {
		src, err := fs.ReadFile(notices.Files(), file)
		if err != nil {
			t.Fatal(err)
		}
		n, problems := notice.Parse(file, src)
		if n == nil {
			t.Fatal(problems)
		}
		all = append(all, n)
	}
	set, problems := notice.NewSet(all, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	return set
}

func write(t testing.TB, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestGateEstate reads what the flags name, and joins a sign-in with it.
func TestGateEstate(t *testing.T) {
	set, folder := shippedNotices(t), t.TempDir()
	devices := write(t, folder, "d.csv", "device,name,organisation,last_seen,oberthur-middleware\nD1,PC1,RXX,2025-07-01,-\nD2,PC2,RXX,31/02/2025,5.1\n")
	cards := write(t, folder, "c.csv", "card,holder,status\n0612345678,555000000001,active\n")
	aliases := write(t, folder, "a.csv", "kind,namespace,value,subject\ndevice,sign-in,3f9a-77,D1\n")
	e, account, err := gateEstate(set, []Input{{Path: devices, Kind: "devices"}, {Path: cards, Kind: "cards"}, {Path: aliases, Kind: "alias"}})
	if err != nil {
		t.Fatal(err)
	}
	if e.Devices.Len() != 2 || account.RejectCount != 1 {
		t.Errorf("%d devices, %+v", e.Devices.Len(), account)
	}
	j := joined.New(e, set)
	var f notice.Facts
	var s joined.Subject
	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	j.Facts(&f, &attempt.Attempt{Person: "555000000001", Device: "3f9a-77"}, nil, at, "", &s)
	if s.Device != "D1" || s.Card != "0612345678" || s.Organisation != "RXX" {
		t.Errorf("%+v", s)
	}
	var v notice.Verdict
	set.Judge(&f, notice.UseSignIn, at, &v)
	results := map[string]notice.Result{}
	for _, finding := range v.Findings {
		results[finding.Requirement.ID] = finding.Result
	}
	if results["card-series"] != notice.Unmet || results["oberthur-middleware"] != notice.Unmet {
		t.Errorf("the results are %v", results)
	}

	if e, account, err := gateEstate(set, nil); e != nil || account != nil || err != nil {
		t.Errorf("of no files: %v, %v, %v", e, account, err)
	}
}

// TestGateEstateErrors starts no gate that lacks what it was told to know.
func TestGateEstateErrors(t *testing.T) {
	set, folder := shippedNotices(t), t.TempDir()
	devices := write(t, folder, "d.csv", "device\nD1\n")
	for _, test := range []struct {
		files []Input
		want  string
	}{
		{[]Input{{Path: devices, Kind: "devices"}, {Path: filepath.Join(folder, "none.csv"), Kind: "cards"}}, "none.csv"},
		{[]Input{{Path: devices, Kind: "devices"}, {Path: write(t, folder, "odd.csv", "a,b\n1,2\n")}}, "odd.csv"},
		{[]Input{{Path: write(t, folder, "empty.csv", "device\n"), Kind: "devices"}}, "there is nothing in the files"},
	} {
		e, _, err := gateEstate(set, test.files)
		if e != nil || err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "reading the files of the estate: ") {
			t.Errorf("%v: error %v, want %s", test.files, err, test.want)
		}
	}
}

// sampleEstate reads an invented estate of so many devices.
func sampleEstate(b *testing.B, devices int) (*estate.Estate, *notice.Set) {
	b.Helper()
	set, folder := shippedNotices(b), filepath.Join(b.TempDir(), "sample")
	if _, err := sample.Write(folder, sample.Options{Devices: devices, At: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)}); err != nil {
		b.Fatal(err)
	}
	e, _, err := gateEstate(set, []Input{{Path: folder}})
	if err != nil {
		b.Fatal(err)
	}
	return e, set
}

// BenchmarkGateJoin gathers the facts of sign-ins of an invented estate, each of
// another person at another device, judges and keeps them.
func BenchmarkGateJoin(b *testing.B) {
	e, set := sampleEstate(b, 100_000)
	b.Run("New", func(b *testing.B) {
		for b.Loop() {
			joined.New(e, set)
		}
	})
	j := joined.New(e, set)
	at := time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC)
	visitor := &door.Visitor{TLS: 0x0303, Cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", Hello: &door.Hello{Offered: 0x0303}}
	var attempts []attempt.Attempt
	holder, name := e.Cards.Column("holder"), e.Devices.Column("name")
	for i := range 10_000 {
		a := attempt.Attempt{
			Person: holder.Text(i * 7919 % e.Cards.Len()), Device: name.Text(i * 6007 % e.Devices.Len()), Client: "identity-agent", Version: "2.3.2.0",
			OSVersion: "10.0.19045", Software: []attempt.Software{{Product: "gac", Version: "10. 0. 0. 1"}}, Programs: []string{"Oberthur AWP 64bit"},
		}
		attempts = append(attempts, a)
	}
	var f notice.Facts
	var s joined.Subject
	known := 0
	b.Run("Facts", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			j.Facts(&f, &attempts[i%len(attempts)], visitor, at, "", &s)
			i++
			if s.KnowsDevice && s.KnowsCard {
				known++
			}
		}
		b.ReportMetric(float64(known)/float64(i), "known/op")
		known = 0
	})
	b.Run("Facts/without files", func(b *testing.B) {
		bare := joined.New(nil, set)
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			bare.Facts(&f, &attempts[i%len(attempts)], visitor, at, "", &s)
			i++
		}
	})
	b.Run("Judge", func(b *testing.B) {
		var v notice.Verdict
		j.Facts(&f, &attempts[0], visitor, at, "", &s)
		b.ReportAllocs()
		for b.Loop() {
			set.Judge(&f, notice.UseSignIn, at, &v)
		}
	})
	b.Run("AppendSignIn", func(b *testing.B) {
		j.Facts(&f, &attempts[0], visitor, at, "", &s)
		var line []byte
		b.ReportAllocs()
		for b.Loop() {
			line = notice.AppendSignIn(line[:0], at, "", &f)
		}
		b.ReportMetric(float64(len(line)), "bytes/line")
	})
	b.Run("Good", func(b *testing.B) {
		judge := joined.Sound(set, notice.UseSignIn, at)
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			// Another minute each, so that nothing is remembered.
			j.Good(e.Organisations.Key(i%e.Organisations.Len()), at.Add(time.Duration(i)*time.Minute), judge, 3)
			i++
		}
	})
}
