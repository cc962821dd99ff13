package evidence_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

const (
	signIn = `{"at":"2025-07-08T10:30:00+01:00","card":{"series":6}}`
	answer = `{"decision":"block","code":"K7Q2M9XD4T6","notices":[{"notice":"small","revision":1}],"findings":[{"requirement":"series","result":"unmet","action":"block","why":"series is 6"}],"zones":"2026a"}`
)

// whole puts a detail into a record as the journal does.
func whole(k *evidence.Kept) []byte {
	b := evidence.AppendRecord(nil, k)
	b = evidence.AppendDetail(b[:len(b)-1], k.Detail)
	return append(b, '}')
}

// TestTheFormOfOldRecords holds what lanyard decide wrote before there was a gate.
func TestTheFormOfOldRecords(t *testing.T) {
	old := `{"signIn":` + signIn + `,"answer":` + answer + `,"digest":"sha256:00ff"}`
	got := evidence.AppendRecord(nil, &evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Digest: "sha256:00ff"})
	if string(got) != old {
		t.Errorf("got  %s\nwant %s", got, old)
	}
	k, err := evidence.Parse([]byte(old))
	if err != nil {
		t.Fatal(err)
	}
	if string(k.SignIn) != signIn || string(k.Answer) != answer || k.Digest != "sha256:00ff" || k.Gate != nil || k.Handshake != nil || k.Outcome != nil || k.Detail != nil {
		t.Errorf("%+v", k)
	}
	if k.Told.Decision != "block" || k.Told.Code != "K7Q2M9XD4T6" || len(k.Told.Findings) != 1 || k.Told.Findings[0].Action != notice.Block {
		t.Errorf("told %+v", k.Told)
	}
}

func TestTheFormOfEachKind(t *testing.T) {
	at := time.Date(2025, 7, 8, 10, 30, 0, 123456789, time.FixedZone("", 3600))
	for _, tt := range []struct {
		kept evidence.Kept
		want string
	}{
		{
			evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Digest: "sha256:1", Gate: &evidence.Gate{
				Asked: "block", Weakened: "held", Window: "w/1", Extractor: "ia", Role: "joins", Request: "POST /a", Join: "j",
				Address: "192.0.2.7", Port: 4711, Network: "192.0.2.0/24", Via: "192.0.2.1", ServerName: "s", JA4: "t", Old: true, Certificate: "sha256:2",
				Proven: "person", Person: "p", Device: "d", Card: "c", Organisation: "o", Contradictions: []string{"x", `"y"`},
			}, Detail: &evidence.Detail{Headers: []evidence.Field{{Name: "A", Value: "1"}, {Name: "B", Value: "\n"}}, Attempt: []evidence.Field{{Name: "C", Value: ""}}, Ciphers: []string{"e", "f"}}},
			`{"signIn":` + signIn + `,"answer":` + answer + `,"digest":"sha256:1","gate":{"asked":"block","weakened":"held","window":"w/1","extractor":"ia","role":"joins","request":"POST /a","join":"j",` +
				`"address":"192.0.2.7","port":4711,"network":"192.0.2.0/24","via":"192.0.2.1","serverName":"s","ja4":"t","old":true,"certificate":"sha256:2",` +
				`"proven":"person","person":"p","device":"d","card":"c","organisation":"o","contradictions":["x","\"y\""]},` +
				`"detail":{"headers":[{"name":"A","value":"1"},{"name":"B","value":"\n"}],"attempt":[{"name":"C","value":""}],"ciphers":["e","f"]}}`,
		},
		{
			evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Gate: &evidence.Gate{Asked: "allow"}, Detail: &evidence.Detail{}},
			`{"signIn":` + signIn + `,"answer":` + answer + `,"digest":"","gate":{"asked":"allow"},"detail":{}}`,
		},
		{
			evidence.Kept{Handshake: &evidence.Handshake{At: at, Alert: 70, Why: "w", Address: "a", Port: 5, Network: "n", Via: "v", ServerName: "s", JA4: "j", Offered: "1.0"}, Answer: []byte(answer), Digest: "d", Detail: &evidence.Detail{Hello: []byte("\x16\x03\x01")}},
			`{"handshake":{"at":"2025-07-08T10:30:00.123+01:00","alert":70,"why":"w","address":"a","port":5,"network":"n","via":"v","serverName":"s","ja4":"j","offered":"1.0"},"answer":` + answer + `,"digest":"d","detail":{"hello":"FgMB"}}`,
		},
		{
			evidence.Kept{Handshake: &evidence.Handshake{At: at}},
			`{"handshake":{"at":"2025-07-08T10:30:00.123+01:00","alert":0},"digest":""}`,
		},
		{
			evidence.Kept{Outcome: &evidence.Outcome{Outcome: evidence.OutcomeAccepted, At: at, Status: 200}},
			`{"outcome":"accepted","at":"2025-07-08T10:30:00.123+01:00","status":200}`,
		},
		{
			evidence.Kept{Outcome: &evidence.Outcome{Outcome: evidence.OutcomeDenied, At: at}},
			`{"outcome":"denied","at":"2025-07-08T10:30:00.123+01:00"}`,
		},
	} {
		got := whole(&tt.kept)
		want := strings.ReplaceAll(tt.want, "\n", `\n`)
		if string(got) != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
		if short := evidence.AppendRecord(nil, &tt.kept); !json.Valid(short) || strings.Contains(string(short), `"detail"`) {
			t.Errorf("without its detail: %s", short)
		}
	}
}

// TestThereAndBack draws any record and reads it back as it was.
func TestThereAndBack(t *testing.T) {
	text := rapid.OneOf(rapid.Just(""), rapid.String())
	at := rapid.Custom(func(t *rapid.T) time.Time {
		zone := time.FixedZone("", 60*rapid.IntRange(-12*60, 14*60).Draw(t, "zone"))
		return time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, "at")).In(zone)
	})
	action := rapid.SampledFrom([]string{"allow", "warn", "block"})
	fields := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) evidence.Field {
		return evidence.Field{Name: text.Draw(t, "name"), Value: text.Draw(t, "value")}
	}), 0, 3)
	texts := rapid.SliceOfN(text, 0, 3)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string { return text.Draw(t, name) }
		k := evidence.Kept{Digest: draw("digest")}
		switch rapid.IntRange(0, 2).Draw(t, "kind") {
		case 0:
			k = evidence.Kept{Outcome: &evidence.Outcome{
				Outcome: rapid.StringN(1, 9, -1).Draw(t, "outcome"), At: at.Draw(t, "at"), Status: rapid.IntRange(0, 599).Draw(t, "status"),
			}}
		case 1:
			k.Handshake = &evidence.Handshake{
				At: at.Draw(t, "at"), Alert: rapid.IntRange(0, 255).Draw(t, "alert"), Why: draw("why"), Address: draw("address"), Port: rapid.IntRange(0, 65535).Draw(t, "port"),
				Network: draw("network"), Via: draw("via"), ServerName: draw("server name"), JA4: draw("ja4"), Offered: draw("offered"),
			}
			k.Detail = &evidence.Detail{Hello: rapid.SliceOf(rapid.Byte()).Draw(t, "hello")}
		case 2:
			k.SignIn, k.Answer = []byte(signIn), []byte(answer)
			k.Gate = &evidence.Gate{
				Asked: action.Draw(t, "asked"), Weakened: draw("weakened"), Window: draw("window"), Extractor: draw("extractor"), Role: draw("role"),
				Request: draw("request"), Join: draw("join"), Address: draw("address"), Port: rapid.IntRange(0, 65535).Draw(t, "port"), Network: draw("network"), Via: draw("via"),
				ServerName: draw("server name"), JA4: draw("ja4"), Old: rapid.Bool().Draw(t, "old"), Certificate: draw("certificate"),
				Proven: draw("proven"), Person: draw("person"), Device: draw("device"), Card: draw("card"), Organisation: draw("organisation"),
				Contradictions: texts.Draw(t, "contradictions"),
			}
			k.Detail = &evidence.Detail{Headers: fields.Draw(t, "headers"), Attempt: fields.Draw(t, "attempt"), Ciphers: texts.Draw(t, "ciphers")}
		}
		got, err := evidence.Parse(whole(&k))
		ignore := cmpopts.IgnoreFields(evidence.Kept{}, "Told")
		if diff := cmp.Diff(k, got, ignore, cmpopts.EquateEmpty(), cmp.Comparer(time.Time.Equal)); diff != "" || err != nil {
			t.Fatalf("%s: %v (-want +got)\n%s", whole(&k), err, diff)
		}
	})
}

func TestWhatCannotBeRead(t *testing.T) {
	for _, tt := range []struct{ record, want string }{
		{``, "reading the record"},
		{`[]`, "reading the record"},
		{`{"signIn":{},"answer":` + answer + `,"digest":""`, "reading the record"},
		{`{"signIn":{},"signIn":{},"answer":` + answer + `}`, "reading the record"},
		{`{"signIn":{}}`, "the decision has no answer"},
		{`{"answer":` + answer + `}`, "the decision has no sign-in"},
		{`{"signIn":"x","answer":` + answer + `}`, "the decision has no sign-in"},
		{`{"signIn":{},"answer":[]}`, "reading the answer of the record"},
		{`{"signIn":{},"answer":{}}`, `its decision is "", and not allow, warn or block`},
		{`{"signIn":{},"answer":{"decision":"deny"}}`, `its decision is "deny"`},
		{`{"signIn":{},"answer":{"decision":"warn"},"digest":7}`, "reading the record"},
		{`{"signIn":{},"answer":{"decision":"warn"},"gate":{}}`, `asked of the gate is ""`},
		{`{"signIn":{},"answer":{"decision":"warn"},"gate":{"asked":"warn","address":7}}`, "reading the record"},
		{`{"outcome":"accepted"}`, "the outcome has no time"},
		{`{"outcome":"accepted","at":"yesterday"}`, "reading the record"},
		{`{"handshake":{"alert":70}}`, "the handshake has no time"},
		{`{"handshake":{"at":"2025-07-08T10:30:00Z"},"detail":{"hello":"no base64!"}}`, "reading the record"},
		{`{"handshake":{"at":"2025-07-08T10:30:00Z"},"answer":{}}`, "its decision is"},
	} {
		k, err := evidence.Parse([]byte(tt.record))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %+v, %v\nwant %s", tt.record, k, err, tt.want)
		}
	}
	for _, record := range []string{`{}`, `{"revoked":"2025-07-09T10:00:00Z"}`, `{"OUTCOME":"accepted","at":"2025-07-08T10:30:00Z"}`} {
		if _, err := evidence.Parse([]byte(record)); !errors.Is(err, evidence.ErrKind) {
			t.Errorf("%s: %v, want ErrKind", record, err)
		}
	}
}

// TestNewerRecordsAreRead gives keys of a future program in every object.
func TestNewerRecordsAreRead(t *testing.T) {
	more := func(s string) string { return strings.ReplaceAll(s, `{"`, `{"tomorrow":[{}],"`) }
	k, err := evidence.Parse([]byte(more(`{"signIn":` + signIn + `,"answer":` + answer + `,"digest":"d","gate":{"asked":"warn"},"detail":{"ciphers":["a"]}}`)))
	if err != nil || k.Gate.Asked != "warn" || k.Detail.Ciphers[0] != "a" || k.Told.Findings[0].Requirement != "series" {
		t.Errorf("%+v, %v", k, err)
	}
	if k, err := evidence.Parse([]byte(more(`{"outcome":"revoked","at":"2025-07-08T10:30:00Z"}`))); err != nil || k.Outcome.Outcome != "revoked" {
		t.Errorf("%+v, %v", k, err)
	}
	if k, err := evidence.Parse([]byte(more(`{"handshake":{"at":"2025-07-08T10:30:00Z","alert":40}}`))); err != nil || k.Handshake.Alert != 40 {
		t.Errorf("%+v, %v", k, err)
	}
}

// TestInvalidTextsAreReplaced: a client's bytes never break a record.
func TestInvalidTextsAreReplaced(t *testing.T) {
	b := evidence.AppendRecord(nil, &evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Gate: &evidence.Gate{Asked: "warn", Join: "a\xffb\x00\u2028"}})
	k, err := evidence.Parse(b)
	if err != nil || k.Gate.Join != "a\ufffdb\x00\u2028" || strings.ContainsAny(string(b), "\n\x00") {
		t.Errorf("%q: %+v, %v", b, k.Gate, err)
	}
}

func TestWritingDoesNotAllocate(t *testing.T) {
	k := &evidence.Kept{
		SignIn: []byte(signIn), Answer: []byte(answer), Digest: "sha256:1",
		Gate:   &evidence.Gate{Asked: "warn", Address: "192.0.2.7", Contradictions: []string{"a\n"}},
		Detail: &evidence.Detail{Headers: []evidence.Field{{Name: "A", Value: "1"}}, Ciphers: []string{"e"}, Hello: []byte("\x16\x03\x01\x00")},
	}
	outcome := &evidence.Kept{Outcome: &evidence.Outcome{Outcome: "accepted", At: time.Now(), Status: 200}}
	handshake := &evidence.Kept{Handshake: &evidence.Handshake{At: time.Now(), Alert: 70, JA4: "t"}}
	b := make([]byte, 0, 4096)
	if n := testing.AllocsPerRun(100, func() {
		b = evidence.AppendDetail(evidence.AppendRecord(b[:0], k), k.Detail)
		b = evidence.AppendRecord(b[:0], outcome)
		b = evidence.AppendRecord(b[:0], handshake)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// FuzzParse reads any bytes. What it takes for a record is written and read again
// as the same.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"signIn":` + signIn + `,"answer":` + answer + `,"digest":"sha256:00ff"}`))
	f.Add([]byte(`{"signIn":{},"answer":{"decision":"warn"},"gate":{"asked":"block","contradictions":["a"]},"detail":{"headers":[{"name":"a"}]}}`))
	f.Add([]byte(`{"handshake":{"at":"2025-07-08T10:30:00Z","alert":70,"port":4711},"answer":` + answer + `,"detail":{"hello":"FgMBAAA="}}`))
	f.Add([]byte(`{"outcome":"accepted","at":"2025-07-08T10:30:00.123+01:00","status":200}`))
	f.Add([]byte(`{"outcome":"","answer":{"decision":"warn"},"signIn":null}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := evidence.Parse(b)
		if err != nil {
			return
		}
		for _, at := range times(k) {
			if *at != at.Truncate(time.Millisecond) || at.Year() < 0 || at.Year() > 9999 {
				return // no such time is written
			}
		}
		again, err := evidence.Parse(whole(&k))
		if diff := cmp.Diff(k, again, cmpopts.EquateEmpty(), cmp.Comparer(time.Time.Equal), cmpopts.IgnoreFields(evidence.Kept{}, "SignIn", "Answer")); diff != "" || err != nil {
			t.Errorf("%s\nis read as %+v\nwritten as %s\n%v %s", b, k, whole(&k), err, diff)
		}
	})
}

func times(k evidence.Kept) []*time.Time {
	switch {
	case k.Outcome != nil:
		return []*time.Time{&k.Outcome.At}
	case k.Handshake != nil:
		return []*time.Time{&k.Handshake.At}
	}
	return nil
}

func BenchmarkParse(b *testing.B) {
	k := evidence.Kept{SignIn: []byte(signIn), Answer: []byte(answer), Gate: &evidence.Gate{Asked: "warn", Person: "p", Device: "d", Organisation: "o"}}
	record := whole(&k)
	b.SetBytes(int64(len(record)))
	for b.Loop() {
		if _, err := evidence.Parse(record); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleParse() {
	b := evidence.AppendRecord(nil, &evidence.Kept{
		SignIn: []byte(`{"at":"2025-07-08T10:30:00+01:00"}`),
		Answer: []byte(`{"decision":"warn","code":"K7Q2M9XD4T6","notices":[],"findings":[],"zones":"2026a"}`),
		Gate:   &evidence.Gate{Asked: "block", Weakened: "held"},
	})
	kept, err := evidence.Parse(b)
	fmt.Println(kept.Told.Decision, kept.Gate.Asked, kept.Gate.Weakened, err)
	// Output: warn block held <nil>
}
