package importing

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/wire"
)

// folderOf is a table of files, which two goroutines hand on.
func folderOf(name string, files map[string]string, modified time.Time) Table {
	var names []string
	for file := range files {
		names = append(names, file)
	}
	rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	return Table{Name: name, Form: "test", Made: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC), Bundles: func(taker func() func(BundleFile)) error {
		done := make(chan bool)
		for half := range 2 {
			go func() {
				take := taker()
				for n, file := range names {
					if n%2 == half {
						src := []byte(files[file])
						take(BundleFile{Name: file, Src: src, Modified: func() time.Time { return modified }})
						clear(src) // nothing of it may be held on to
					}
				}
				done <- true
			}()
		}
		<-done
		<-done
		return nil
	}}
}

// gathered tells what becomes of tables.
func gathered(t *testing.T, o Options, tables ...Table) string {
	t.Helper()
	o.Set = testSet(t)
	i, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if err := i.Add(table, ""); err != nil {
			t.Fatal(err)
		}
	}
	e, account := i.Finish()
	var out strings.Builder
	tellAccount(&out, account)
	tellEstate(&out, e)
	return out.String()
}

const minimal = `{"lanyard_bundle":1,"taken_at":"2025-07-02T08:00:00Z","device":{"id":"aa01"}}`

func TestTheNewestBundleCountsInAnyOrder(t *testing.T) {
	bundle := func(at, version string) string {
		return fmt.Sprintf(`{"lanyard_bundle":1,"taken_at":%q,"device":{"id":"aa01","name":"WARD-1"},"inventory":"complete","installed":[{"name":"NHS Identity Agent","version":%q}]}`, at, version)
	}
	files := map[string]string{
		"a.json": bundle("2025-07-01T08:00:00Z", "1"), "b.json": bundle("2025-07-03T08:00:00+01:00", "3"),
		"c.json": bundle("2025-07-02T08:00:00Z", "2"), "d.json": bundle("2025-07-03T07:00:00Z", "2.9"), // as new as b
	}
	first := gathered(t, Options{}, folderOf("share", files, time.Time{}))
	const one = "  identity-agent "
	counts := first[strings.Index(first, one)+len(one):][:3] // of two that are equally old, always the same
	if counts != "2.9" && counts != "3\n " || !strings.Contains(first, "of 3 bundles there is another of the same device") {
		t.Error(first)
	}
	for range 20 {
		if diff := cmp.Diff(first, gathered(t, Options{}, folderOf("share", files, time.Time{}))); diff != "" {
			t.Fatal(diff)
		}
	}
	// Nor does it matter in which folder it lies.
	apart := gathered(t, Options{},
		folderOf("old", map[string]string{"b.json": files["b.json"], "d.json": files["d.json"]}, time.Time{}),
		folderOf("new", map[string]string{"a.json": files["a.json"], "c.json": files["c.json"]}, time.Time{}))
	if !strings.Contains(apart, one+counts) {
		t.Error(apart)
	}
}

func TestWrongClocksOfDevices(t *testing.T) {
	written := time.Date(2025, 7, 5, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		taken, skew string
		modified    time.Time
		seen        string
		wrong       bool
	}{
		"right":                {"2025-07-02T08:00:00Z", "", written, "2025-07-02T08:00:00Z", false},
		"set right":            {"1970-01-01T00:00:10Z", `"skew_seconds":-1751443190,`, written, "2025-07-02T08:00:00Z", false},
		"1970":                 {"1970-01-01T00:00:10Z", "", written, "2025-07-05T12:00:00Z", true},
		"2041":                 {"2041-01-01T00:00:00Z", "", written, "2025-07-05T12:00:00Z", true},
		"1970 in an archive":   {"1970-01-01T00:00:10Z", "", time.Time{}, "2025-07-08T09:00:00Z", true},
		"a skew past all time": {"2025-07-02T08:00:00Z", `"skew_seconds":-1e300,`, written, "2025-07-02T08:00:00Z", false},
	} {
		text := fmt.Sprintf(`{"lanyard_bundle":1,"taken_at":%q,%s"device":{"id":"aa01"}}`, c.taken, c.skew)
		got := gathered(t, Options{}, folderOf("share", map[string]string{"a.json": text}, c.modified))
		if !strings.Contains(got, "last_seen="+c.seen) || strings.Contains(got, "the clock of the device was wrong") != c.wrong {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

func TestHostileBundles(t *testing.T) {
	swap := func(from, to string) string { return strings.Replace(minimal, from, to, 1) }
	many := func(one string, n int) string { return strings.Repeat(one+",", n-1) + one }
	for name, c := range map[string]struct{ text, want string }{
		"empty":               {"", "empty"},
		"spaces":              {" \n\n", "empty"},
		"cut":                 {minimal[:40], "ends too early"},
		"cut in a text":       {minimal[:30], "ends too early"},
		"cut at the end":      {minimal[:len(minimal)-1], "ends too early"},
		"two":                 {minimal + minimal, "stands behind"},
		"zeros behind":        {minimal + "\x00\x00", "stands behind"},
		"only zeros":          {strings.Repeat("\x00", 100), "not JSON"},
		"array":               {"[" + minimal + "]", "not an object"},
		"other JSON":          {`{"a":1}`, "lacks"},
		"newer":               {swap(`:1,`, `:2,`), "version 2"},
		"negative":            {swap(`:1,`, `:-1,`), "version -1"},
		"version as text":     {swap(`:1,`, `:"1",`), "not a number"},
		"version in part":     {swap(`:1,`, `:1.5,`), "not a whole number"},
		"no id":               {swap(`"aa01"`, `""`), "without the id"},
		"no device":           {swap(`"device"`, `"vice"`), "without the id"},
		"device as text":      {swap(`{"id":"aa01"}`, `"aa01"`), "not an object"},
		"no time":             {swap(`"taken_at"`, `"at"`), "does not say when"},
		"a time that is none": {swap(`2025-07`, `2025-17`), "not a time"},
		"time as number":      {swap(`"2025-07-02T08:00:00Z"`, `17`), "not a text"},
		"long id":             {swap("aa01", strings.Repeat("a", 300)), "too long"},
		"id that turns":       {swap("aa01", `a\u0000b`), "cannot be printed"},
		"bytes that are none": {swap("aa01", "a\xff"), "not UTF-8"},
		"raw control":         {swap("aa01", "a\nb"), "not JSON"},
		"bad escape":          {swap("aa01", `a\x`), "not JSON"},
		"half a pair":         {swap("aa01", `a\ud800`), "not UTF-8"},
		"deep":                {swap(`"device"`, `"x":`+strings.Repeat("[", 70)+strings.Repeat("]", 70)+`,"device"`), "deeper"},
		"brackets that cross": {swap(`"device"`, `"x":[{]},"device"`), "not JSON"},
		"no comma":            {swap(`,"device"`, ` "device"`), "not JSON"},
		"no colon":            {swap(`"device":`, `"device"`), "not JSON"},
		"comma at the end":    {swap(`"}}`, `"},}`), "not JSON"},
		"a word that is none": {swap(`"device"`, `"x":nil,"device"`), "not JSON"},
		"a number that is":    {swap(`"device"`, `"x":01,"device"`), "not JSON"},
		"too long":            {swap(`"device"`, `"x":"`+strings.Repeat("y", wire.MaxBundle)+`","device"`), "longer than a bundle"},
		"too many cards":      {swap(`"device"`, `"cards":[`+many("{}", 101)+`],"device"`), "more cards"},
		"too many programs":   {swap(`"device"`, `"installed":[`+many("{}", 20_001)+`],"device"`), "more programs"},
		"too many series":     {swap(`"device"`, `"cards":[{"series":[`+many("6", 9)+`]}],"device"`), "more series"},
		"number of a card":    {swap(`"device"`, `"cards":[{"number":"06\u0007"}],"device"`), "cannot be printed"},
	} {
		got := gathered(t, Options{}, folderOf("share", map[string]string{"BAD.json": c.text, "good.json": strings.Replace(minimal, "aa01", "bb02", 1)}, time.Time{}))
		if !strings.Contains(got, "reject: share/BAD.json:") || !strings.Contains(got, c.want) {
			t.Errorf("%s: want a reject with %q:\n%s", name, c.want, got)
		}
		if !strings.Contains(got, "device agent:bb02:") || strings.Contains(got, "device agent:aa01:") {
			t.Errorf("%s: the good one must count, and nothing of the bad one:\n%s", name, got)
		}
	}
}

func TestUnreadableFilesAreListed(t *testing.T) {
	table := Table{Name: "share", Bundles: func(taker func() func(BundleFile)) error {
		taker()(BundleFile{Name: "a.json", Err: errors.New("permission denied")})
		return errors.New("the share went away")
	}}
	i, err := New(Options{Set: testSet(t)})
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Add(table, ""); err == nil || !strings.Contains(err.Error(), "the share went away") {
		t.Errorf("error %v", err)
	}
	_, account := i.Finish()
	if len(account.Rejects) != 1 || account.Rejects[0].File != "share/a.json" || account.Rejects[0].Error != "permission denied" || account.RejectCount != 1 {
		t.Errorf("%+v", account.Rejects)
	}
}

func TestMoreRejectsThanAreKept(t *testing.T) {
	files := map[string]string{}
	for n := range 30 {
		files[fmt.Sprintf("%02d.json", n)] = "{"
	}
	i, err := New(Options{Set: testSet(t), MaxRejects: 10})
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Add(folderOf("share", files, time.Time{}), ""); err != nil {
		t.Fatal(err)
	}
	_, account := i.Finish()
	if len(account.Rejects) != 10 || account.RejectCount != 30 || account.Files[0].Rejects != 30 {
		t.Errorf("%d kept of %d, %+v", len(account.Rejects), account.RejectCount, account.Files)
	}
}

func TestCardsInReaders(t *testing.T) {
	card := func(id, name, card string) string {
		return fmt.Sprintf(`{"lanyard_bundle":1,"taken_at":"2025-07-02T08:00:00Z","device":{"id":%q,"name":%q},"cards":[%s]}`, id, name, card)
	}
	files := map[string]string{
		"1.json": card("aa01", "WARD-1", `{"series":[6]},{"series":[8]}`), "2.json": card("bb02", "WARD-1", `{"series":[5]}`),
		"3.json": card("cc03", "", `{"atr":"3BF9","series":[4,5]}`), "4.json": card("dd04", "WARD-4", `{"number":"0812345678","series":[8]}`),
	}
	alone := gathered(t, Options{Patterns: []Pattern{{"WARD-4", "RXX"}}}, folderOf("share", files, time.Time{}))
	for _, want := range []string{"card in WARD-1: ", "card in WARD-1 (2): ", "card in WARD-1, device bb02 (1): ", "card in cc03: ", "card 0812345678: ", "cards in readers that told no number: 4; each counts"} {
		if !strings.Contains(alone, want) {
			t.Errorf("there is no %q in\n%s", want, alone)
		}
	}
	at := strings.Index(alone, "card 0812345678: ")
	if line, _, _ := strings.Cut(alone[at:], "\n"); !strings.Contains(line, "organisation=RXX") || !strings.Contains(line, "series=8") {
		t.Errorf("%s", line)
	}
	beside := gathered(t, Options{}, csvTable("cards.csv", "card,series\n0612345678,6\n"), folderOf("share", files, time.Time{}))
	if strings.Contains(beside, "card in ") || !strings.Contains(beside, "cards in readers that told no number: 4; which of") || !strings.Contains(beside, "card 0812345678: ") {
		t.Error(beside)
	}
}

func TestDeclaredBundles(t *testing.T) {
	whole := strings.Replace(minimal, `"device"`, `"inventory":"complete","device"`, 1)
	for flag, want := range map[string]string{
		"partial": "its lists of software are partial, as --partial says", "complete": "its lists of software are complete, as --complete says",
	} {
		o := Options{Partial: []string{"share"}}
		if flag == "complete" {
			o = Options{Complete: []string{"all"}}
		}
		if got := gathered(t, o, folderOf("share", map[string]string{"a.json": whole}, time.Time{})); !strings.Contains(got, want) {
			t.Error(got)
		}
	}
}

func TestRowsAreNoBundles(t *testing.T) {
	i, err := New(Options{Set: testSet(t)})
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Add(csvTable("x.csv", "a,b\n"), Agent); err == nil {
		t.Error("rows were taken for bundles")
	}
	if err := i.Add(Table{Name: "x.json", JSON: strings.NewReader(" \n")}, Agent); err == nil || !strings.Contains(err.Error(), "nothing in it") {
		t.Errorf("error %v", err)
	}
	if err := i.Add(Table{Name: "x.json", JSON: io.MultiReader(strings.NewReader(minimal+"\n"), iotest.ErrReader(errors.New("torn")))}, ""); err == nil || !strings.Contains(err.Error(), "torn") {
		t.Errorf("error %v", err)
	}
}

func TestBundlesInAStream(t *testing.T) {
	long := `{"x":"` + strings.Repeat("y", 100_000) + `"}`
	for in, want := range map[string][]string{
		"":                       nil,
		"\n \n":                  nil,
		"{a}":                    {"1 {a}"},
		"{a}\n{b}\n":             {"1 {a}\n", "2 {b}\n"},
		"\r\n{a}\r\n\r\n{b}":     {"2 {a}\r\n\r\n", "4 {b}"},
		"{\n a\n}\n{\n b\n}":     {"1 {\n a\n}\n", "4 {\n b\n}"},
		"{a\n{b}":                {"1 {a\n", "2 {b}"},
		long + "\n" + long:       {"1 " + long + "\n", "2 " + long},
		"x\n{a}":                 {"1 x\n", "2 {a}"},
		"{a}\n" + long + "\n{b}": {"1 {a}\n", "2 " + long + "\n", "3 {b}"},
		"  {a}\n  b\n{c}":        {"1 {a}\n  b\n", "3 {c}"},
	} {
		s := newSplitter(strings.NewReader(in))
		var got []string
		for {
			src, line, err := s.bundle()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%d %s", line, src))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.40q: %s", in, diff)
		}
	}
	s := newSplitter(io.LimitReader(endlessText{}, 10*wire.MaxBundle))
	if src, _, err := s.bundle(); err != nil || len(src) != wire.MaxBundle+1 {
		t.Errorf("%d bytes, %v", len(src), err)
	}
}

// FuzzBundle holds the scanner to a decoder that knows all of JSON: what that
// takes for a bundle is one here, too, with the same facts.
func FuzzBundle(f *testing.F) {
	f.Add([]byte(minimal))
	f.Add(madeBundle(f, 1, 3))
	f.Add([]byte(`{"lanyard_bundle":1,"taken_at":"2025-07-02T08:00:00+01:00","skew_seconds":-1.5e3,"device":{"id":"a\u00e9\n","name":null},"installed":[{"name":"\"\\","version":"1"}],"inventory":"complete","cards":[{"series":[4,5],"certificates":[{"use":"signature","expires":"2026-01-01T00:00:00Z"}]}],"withheld":["device"],"x":[1,[{}],"]"]}`))
	r := newBundle()
	f.Fuzz(func(t *testing.T, in []byte) {
		ok := r.read(bytes.Clone(in))
		var want wire.Bundle
		err := json.Unmarshal(in, &want, jsontext.AllowDuplicateNames(true))
		if err != nil {
			if ok && r.problem != "" {
				t.Errorf("taken with a problem: %s", r.problem)
			}
			return
		}
		if !ok {
			isBundle := want.Version == wire.BundleVersion && want.Device.ID != "" && !want.TakenAt.IsZero() && len(in) <= wire.MaxBundle
			ids := []string{want.Device.ID, want.Device.Name, want.Device.IntuneID}
			for _, c := range want.Cards {
				ids = append(ids, c.Number)
			}
			isBundle = isBundle && !slices.ContainsFunc(ids, func(id string) bool { return idProblem(id) != "" })
			if isBundle && !slices.ContainsFunc([]string{"deeper", "more "}, func(s string) bool { return strings.Contains(r.problem, s) }) {
				t.Errorf("refused: %s, at %d of %q", r.problem, r.at, in)
			}
			return
		}
		got := []any{string(r.device.id), string(r.device.name), string(r.device.os), r.complete, r.taken, len(r.bundleFacts.programs), len(r.clients), len(r.cards)}
		same := []any{want.Device.ID, want.Device.Name, want.Device.OS, want.Inventory == "complete", want.TakenAt.Unix(), len(want.Installed), len(want.Clients), len(want.Cards)}
		if diff := cmp.Diff(same, got); diff != "" {
			t.Errorf("%q: %s", in, diff)
		}
		for n, p := range want.Installed {
			if string(r.bundleFacts.programs[n].name) != p.Name || string(r.bundleFacts.programs[n].version) != p.Version {
				t.Errorf("program %d is %q", n, r.bundleFacts.programs[n].name)
			}
		}
		for n, c := range want.Cards {
			if string(r.cards[n].number) != c.Number || !slices.Equal(r.cards[n].series[:r.cards[n].seriesCount], c.Series) && len(c.Series) > 0 {
				t.Errorf("card %d is %+v", n, r.cards[n])
			}
		}
	})
}

// FuzzBundleStream looks for streams that break the splitter or the filling.
func FuzzBundleStream(f *testing.F) {
	f.Add(minimal + "\n" + minimal)
	f.Add("{\n" + minimal[1:] + "\n{\"lanyard_bundle\":1")
	set := testSet(f)
	f.Fuzz(func(t *testing.T, text string) {
		i, err := New(Options{Set: set, MaxRejects: 10})
		if err != nil {
			t.Fatal(err)
		}
		_ = i.Add(Table{Name: "stream", JSON: strings.NewReader(text)}, Agent) // most texts are no bundles
		e, account := i.Finish()
		for row := range e.Devices.Len() {
			if e.Devices.Key(row) == "" {
				t.Errorf("a device without an id; %+v", account.Files)
			}
		}
	})
}
