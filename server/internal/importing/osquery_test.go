package importing

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/estate"
)

// logOf imports a log, and returns what is installed on each device.
func logOf(t *testing.T, log io.Reader) (installed []string, a Account, err error) {
	t.Helper()
	i, err := New(Options{Set: testSet(t)})
	if err != nil {
		t.Fatal(err)
	}
	err = i.Add(Table{Name: "log", JSON: log}, "")
	e, a := i.Finish()
	for row := range e.Devices.Len() {
		for product, id := range e.Software.Products() {
			if cell := e.Software.Cell(e.Software.Of(row), product); cell.Known() {
				installed = append(installed, e.Devices.Key(row)+" "+id+" "+cell.String())
			}
		}
	}
	return installed, a, err
}

// TestOsqueryInAnyOrder holds a log to its times, whatever the order of its
// lines.
func TestOsqueryInAnyOrder(t *testing.T) {
	lines := []string{
		`{"name":"programs","hostIdentifier":"A","unixTime":1,"action":"added","columns":{"name":"NHS Identity Agent","version":"1"}}`,
		`{"name":"programs","hostIdentifier":"A","unixTime":2,"action":"snapshot","snapshot":[{"name":"NHS Identity Agent","version":"2"},{"name":"Oberthur AWP","version":"5"}]}`,
		`{"name":"programs","hostIdentifier":"A","unixTime":3,"action":"removed","columns":{"name":"NHS Identity Agent","version":"2"}}`,
		`{"name":"programs","hostIdentifier":"A","unixTime":3,"action":"added","columns":{"name":"NHS Identity Agent","version":"3"}}`,
		`{"name":"programs","hostIdentifier":"A","unixTime":4,"diffResults":{"removed":[{"name":"Oberthur AWP","version":"5"}],"added":[{"name":"Oberthur AWP","version":"6"}]}}`,
	}
	want := []string{"A identity-agent 3", "A oberthur-middleware 6"}
	for n := range lines {
		turned := append(append([]string{}, lines[n:]...), lines[:n]...)
		got, _, err := logOf(t, strings.NewReader(strings.Join(turned, "\n")))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("from line %d: %v\n%s", n+1, err, diff)
		}
	}
}

func TestOsqueryOddities(t *testing.T) {
	const agent = `"name":"NHS Identity Agent","version":"2"`
	tests := []struct {
		log    string
		want   []string
		reject string // the first
		err    string
	}{
		{`{"name":"programs","hostIdentifier":"A","action":"added","columns":{` + agent + `}}`, []string{"A identity-agent 2"}, "", ""},
		{`{"name":"programs","hostIdentifier":"A","calendarTime":"Tue Jul  1 08:00:00 2025 UTC","action":"added","columns":{` + agent + `}}`, []string{"A identity-agent 2"}, "", ""},
		{`{"name":"programs","hostIdentifier":"A","calendarTime":"tomorrow","action":"added","columns":{` + agent + `}}`, []string{"A identity-agent 2"}, "not a time such as", ""},
		{`{"name":"programs","hostIdentifier":"A","action":"added","columns":[1]}`, nil, "not added, removed or snapshot, with columns", ""},
		{`{"name":"programs","hostIdentifier":"A","action":"snapshot","snapshot":{"x":1}}`, nil, "", ""},
		{`{"name":"programs","hostIdentifier":"A","snapshot":[1,{"version":"1"},{` + agent + `}]}`, []string{"A identity-agent 2"}, "", ""},
		{`{"name":"programs","hostIdentifier":"A","diffResults":{"added":"x","removed":[],"other":1}}`, nil, "", ""},
		{`{"name":"NHS Identity Agent","version":2.5,"host":"A"}`, []string{"A identity-agent 2.5"}, "", ""},
		{`{"name":"NHS \u0049dentity Agent","version":"2","uuid":"B","computer_name":"A"}`, []string{"B identity-agent 2"}, "", ""},
		{`{"name":"NHS Identity Agent","version":"see register","host":"A"}`, []string{"A identity-agent +"}, "not a version", ""},
		{`{"name":"NHS Identity Agent","host":"A"} {}`, nil, errNotEvent.Error(), ""},
		{`{"name":"NHS Identity Agent","host":"` + strings.Repeat("A", 300) + `"}`, nil, "too long for an id", ""},
		{`"text"`, nil, errNotEvent.Error(), ""},
		{`[{"host":"A",` + agent + `} x`, []string{"A identity-agent 2"}, "", "not JSON"},
		{`[` + "\n", nil, "", "it ends too early"},
		{" \n", nil, "", "there is nothing in it"},
		{"{\n" + agent + ",\n\"host\":\"A\"\n}\n{\"host\":\"B\"," + agent + "}", []string{"A identity-agent 2", "B identity-agent 2"}, "", ""},
	}
	for _, test := range tests {
		got, account, err := logOf(t, strings.NewReader(test.log))
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s\n%s", test.log, diff)
		}
		reject := ""
		if len(account.Rejects) > 0 {
			reject = account.Rejects[0].Error
		}
		if !strings.Contains(reject, test.reject) || test.reject == "" && reject != "" {
			t.Errorf("%s\nrejected: %q, want %q", test.log, reject, test.reject)
		}
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s\ngot %v, want %q", test.log, err, test.err)
		}
	}
}

// TestOsqueryLongLine leaves out a line that nobody meant and reads on.
func TestOsqueryLongLine(t *testing.T) {
	long := io.LimitReader(endlessText{}, maxEventBytes+100)
	const good = "\n" + `{"name":"NHS Identity Agent","version":"2","host":"A"}`
	got, account, err := logOf(t, io.MultiReader(strings.NewReader(`{"name":"`), long, strings.NewReader(good)))
	if diff := cmp.Diff([]string{"A identity-agent 2"}, got); diff != "" || err != nil {
		t.Error(err, diff)
	}
	if len(account.Rejects) != 1 || account.Rejects[0].Error != "longer than 64 MiB" || account.Rejects[0].Line != 1 {
		t.Errorf("%+v", account.Rejects)
	}
	if _, _, err := logOf(t, io.MultiReader(strings.NewReader(`[{"name":"`), endlessText{})); err == nil || !strings.Contains(err.Error(), "longer than 64 MiB") {
		t.Errorf("an object without end: %v", err)
	}
}

// endlessText is one letter for ever.
type endlessText struct{}

func (endlessText) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'x'
	}
	return len(b), nil
}

func TestOsqueryBreaksOff(t *testing.T) {
	torn := errors.New("the archive is cut off")
	log := io.MultiReader(strings.NewReader(`{"name":"NHS Identity Agent","version":"2","host":"A"}`+"\n"), iotest.ErrReader(torn))
	got, account, err := logOf(t, log)
	if !errors.Is(err, torn) || len(got) != 1 || account.Files[0].Rows != 1 {
		t.Errorf("%v, %v, %+v", got, err, account.Files)
	}
}

func TestIsGUID(t *testing.T) {
	for id, want := range map[string]bool{
		"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11": true, "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11": true, noGUID: true,
		"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1g": false, "a0eebc9909c0b-4ef8-bb6d-6bb9bd380a11": false, "WARD-1": false, "": false,
	} {
		if got := isGUID(id); got != want {
			t.Errorf("%s: got %v", id, got)
		}
	}
}

func TestHostName(t *testing.T) {
	for name, want := range map[string]string{"WARD-1": "WARD-1", "ward-1.example.org": "ward-1", "192.0.2.1": "192.0.2.1", ".local": ".local", "": ""} {
		if got := hostName(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

// TestSettleFails holds a file that cannot be read again to a note.
func TestSettleFails(t *testing.T) {
	i, err := New(Options{Set: testSet(t)})
	if err != nil {
		t.Fatal(err)
	}
	table := csvTable("cards.csv", "card,issued\n0612345678,03/04/2021\n")
	table.Again = func() (Rows, io.Closer, error) { return nil, nil, errors.New("it is gone") }
	if err := i.Add(table, ""); err != nil {
		t.Fatal(err)
	}
	e, account := i.Finish()
	if diff := cmp.Diff([]string{"what its numeric dates mean could not be looked for: it is gone"}, account.Files[0].Notes); diff != "" {
		t.Error(diff)
	}
	if account.RejectCount != 1 || e.Cards.Column("issued").Times.At(0) != estate.NoTime {
		t.Errorf("%+v", account.Rejects)
	}
}
