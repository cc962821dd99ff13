package notice

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// addFiles seeds a target with files.
func addFiles(f *testing.F, patterns ...string) {
	f.Helper()
	for _, pattern := range patterns {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no files for %s: %v", pattern, err)
		}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
}

// listed holds what every reader promises of its listing.
func listed(t *testing.T, read bool, problems Problems) {
	t.Helper()
	if read == problems.HasErrors() {
		t.Fatalf("it is read %v beside errors %v: %v", read, problems.HasErrors(), problems)
	}
	for i, p := range problems {
		if p.What == "" || p.Line < 0 || p.Line > 0 && p.Column < 1 {
			t.Errorf("problem %+v", p)
		}
		if i > 0 && i < 1000 && (p.Line < problems[i-1].Line || p.Line == problems[i-1].Line && p.Column < problems[i-1].Column) {
			t.Errorf("%v stands behind %v", p, problems[i-1])
		}
	}
}

// FuzzParse reads notices, and judges by those that have no errors.
func FuzzParse(f *testing.F) {
	addFiles(f, "testdata/check/*.yaml", "testdata/keys/full.yaml", "../notices/*-r1.yaml")
	for _, h := range hostileNotices {
		if len(h.rest) < 2000 {
			f.Add([]byte(written("n", 1, "1970-01", h.rest)))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		n, problems := Parse("f", src)
		listed(t, n != nil, problems)
		again, _ := Parse("f", src)
		if (n == nil) != (again == nil) || n != nil && Digest([]*Notice{n}) != Digest([]*Notice{again}) {
			t.Error("read again it is another")
		}
		if n == nil {
			return
		}
		set, problems := NewSet([]*Notice{n}, Options{})
		listed(t, set != nil, problems)
		if set == nil {
			return
		}
		var in SignIn
		line := `{"at":"2025-07-15T10:30","card":{"series":[6,8],"type":"PIV","expires":"2025-08"},"client":{"product":"agent","version":"1.0"},` +
			`"connection":{"tls":"1.0"},"device":{"software":{"agent":"1.0"},"groups":["x"],"seen":"2025-06-01T00:00"},"organisation":{"kind":"gp","within":["R"]}}`
		if err := in.Read([]byte(line), set.Zone()); err != nil {
			t.Fatal(err)
		}
		answered(t, set, &in)
		for _, q := range n.Requirements {
			n.StandingAt(q, in.At)
		}
	})
}

// answered judges a sign-in and holds what every answer promises.
func answered(t *testing.T, set *Set, in *SignIn) {
	t.Helper()
	var v Verdict
	set.Judge(&in.Facts, in.Use, in.At, &v)
	answer := set.Answer(in, &v)
	line := answer.AppendJSON(nil)
	if !json.Valid(line) {
		t.Fatalf("not JSON: %q", line)
	}
	strongest := Observe
	for i, f := range v.Findings {
		strongest = max(strongest, f.Asks)
		if f.Asks > f.InForce {
			t.Errorf("%s asks to %s where %s is in force", f.Requirement.ID, f.Asks, f.InForce)
		}
		if until, ok := set.Until(&in.Facts, in.Use, &v, &v.Findings[i]); ok && !until.After(in.At) {
			t.Errorf("%s asks for less at %s already", f.Requirement.ID, until)
		}
	}
	if v.Decision != strongest || answer.Decision != strongest.Decision() {
		t.Errorf("the decision is %s, and the strongest finding asks to %s", answer.Decision, strongest)
	}
	for _, f := range answer.Findings {
		if f.Result != Unmet && f.Result != Unknown {
			t.Errorf("%s is told, and is %s", f.Requirement, f.Result)
		}
		if f.Why == "" {
			t.Errorf("%s is %s without a why", f.Requirement, f.Result)
		}
	}
}

func FuzzExemptions(f *testing.F) {
	addFiles(f, "testdata/keys/full_exemptions.yaml")
	f.Add([]byte("exemptions:\n  - {requirement: x, card: \"06\", from: 2025-07, until: 2025-08, owner: o, reason: r, effect: warn}\n"))
	f.Add([]byte("exemptions:\n  - {group: g, organisation: R, from: 2025-07-32, until: 2027, owner: o}\n"))
	zone, n := zoneNamed(f, "Europe/London"), parsed(f, written("n", 1, "2025-06", tested))
	f.Fuzz(func(t *testing.T, src []byte) {
		list, problems := ParseExemptions("f", src, zone)
		listed(t, list != nil || !problems.HasErrors(), problems)
		for _, e := range list {
			first := e.From.Start(zone)
			if !e.Until.Start(zone).After(first) || e.Until.Start(zone).Sub(first) > (MaxExemptionDays*24+2)*time.Hour || e.Effect > Warn {
				t.Errorf("exemption %+v", e)
			}
		}
		excused(t, together(t, Options{Exemptions: list}, n))
	})
}

func FuzzPauses(f *testing.F) {
	addFiles(f, "testdata/keys/full_pauses.yaml")
	f.Add([]byte("pauses:\n  - {organisation: R, requirement: x, from: 2025-07-08, until: 2025-07-09, by: a, reason: r}\n"))
	f.Add([]byte("pauses:\n  - {organisation: R, from: 1970-01, until: 2200-12}\n"))
	zone, n := zoneNamed(f, "Europe/London"), parsed(f, written("n", 1, "2025-06", pausable+"pauses: {budget: 10d, longest: 3d, gives: observe}\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		list, problems := ParsePauses("f", src, zone)
		listed(t, list != nil || !problems.HasErrors(), problems)
		excused(t, together(t, Options{Pauses: list}, n))
	})
}

// excused judges what exemptions and pauses may excuse, on some days.
func excused(t *testing.T, set *Set) {
	t.Helper()
	for _, at := range []string{"2025-07-08T10:00", "2025-09-02T10:30"} {
		a := ask(t, set, at, `"card":{"number":"06","series":6,"groups":["g"]},"organisation":{"code":"S","within":["R"]}`)
		answered(t, set, &a.SignIn)
	}
}

func FuzzCases(f *testing.F) {
	addFiles(f, "testdata/keys/full_test.yaml", "testdata/keys/full_list_test.yaml", "../notices/*-r1_test.yaml")
	f.Add([]byte("- {at: 2025-09-02T10:30, use: sign, given: {card: {series: [6, 8]}}, want: {decision: block, findings: {x: unmet, q: met}}}\n"))
	n := parsed(f, written("n", 1, "2025-06", tested))
	set := together(f, Options{}, n)
	f.Fuzz(func(t *testing.T, src []byte) {
		cases, problems := ParseCases("f", src)
		listed(t, cases != nil, problems)
		if cases == nil {
			return
		}
		report := cases.Run(set, n)
		if report.Cases != len(cases.Cases) {
			t.Errorf("%d cases are %d", len(cases.Cases), report.Cases)
		}
		for _, p := range append(report.Failures, report.Uncovered...) {
			if p.What == "" || p.Line == 0 {
				t.Errorf("problem %+v", p)
			}
		}
	})
}

// FuzzSignIn decides lines: each gives an error or an answer.
func FuzzSignIn(f *testing.F) {
	f.Add([]byte(`{"at":"2025-07-08T10:30:00+01:00","organisation":{"code":"RXX"},"card":{"number":"0812345678","series":8},"client":{"product":"identity-agent","version":"2.3.2.0"},"connection":{"tls":"1.0"},"device":{"id":"PC1","software":{"identity-agent":"2.3.2.0","oberthur-middleware":"-"}}}`))
	f.Add([]byte(`{"at":"2025-08-20T14:30","use":"sign","card":{"series":[4,5],"type":"PIV","expires":"2025-08-20","groups":["a"],"seen":"2025-08-01T00:00Z"},"device":{"applications":[{"id":"a","protocols":["x"]}],"inventory":"complete","os_version":10.0},"person":null}`))
	f.Add([]byte(`{"at":"2025-08-20T14:30","card":{"series":"x","expires":"31/02/2025"},"connection":{"tls":"2"},"device":{"software":{"a":";"}}}`))
	src, err := os.ReadFile("../notices/care-identity-2025-r1.yaml")
	if err != nil {
		f.Fatal(err)
	}
	set := together(f, Options{}, parsed(f, string(src)))
	var again SignIn
	f.Fuzz(func(t *testing.T, line []byte) {
		var in SignIn
		err := in.Read(line, set.Zone())
		if errAgain := again.Read(line, set.Zone()); (err == nil) != (errAgain == nil) {
			t.Fatalf("error %v, and in used memory %v", err, errAgain)
		}
		if err != nil {
			if err.Error() == "" {
				t.Error("an error without words")
			}
			return
		}
		if !json.Valid(line) {
			t.Error("what is not JSON is a sign-in")
		}
		for _, r := range in.Rejects {
			if r.Key == "" || r.Error == "" || len(r.Value) > 100 {
				t.Errorf("reject %+v", r)
			}
		}
		answered(t, set, &in)
		var v, w Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		set.Judge(&again.Facts, again.Use, again.At, &w)
		a, b := set.Answer(&in, &v), set.Answer(&again, &w)
		if string(a.AppendJSON(nil)) != string(b.AppendJSON(nil)) {
			t.Error("in used memory the answer is another")
		}
	})
}
