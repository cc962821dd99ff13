package need

import (
	"os/exec"
	"strings"
	"testing"
)

// recorder stands in for a test and keeps how it was ended.
type recorder struct {
	testing.TB
	failed, skipped string
}

// ended carries the end of the recorded test to run.
type ended struct{}

func (r *recorder) Helper()                           {}
func (r *recorder) Fatalf(format string, args ...any) { r.failed = text(format, args); panic(ended{}) }
func (r *recorder) Skipf(format string, args ...any)  { r.skipped = text(format, args); panic(ended{}) }

func text(format string, args []any) string {
	for _, arg := range args {
		format = strings.Replace(format, "%s", arg.(string), 1)
	}
	return format
}

// run gives body a recorder and returns it when body has ended, however it did.
func run(body func(testing.TB)) (r *recorder) {
	r = new(recorder)
	defer func() {
		if end := recover(); end != nil {
			if _, ok := end.(ended); !ok {
				panic(end)
			}
		}
	}()
	body(r)
	return r
}

func TestMissing(t *testing.T) {
	wants := map[string]func(testing.TB){
		"the program lanyard-no-such-program":                  func(t testing.TB) { Program(t, "lanyard-no-such-program") },
		"Python 3 with the module lanyard_no_such_python_unit": func(t testing.TB) { Python(t, "lanyard_no_such_python_unit") },
	}
	for what, body := range wants {
		t.Setenv("CI", "true")
		if r := run(body); !strings.Contains(r.failed, what) || r.skipped != "" {
			t.Errorf("CI=true: failed %q, skipped %q; want a failure that names %q", r.failed, r.skipped, what)
		}
		t.Setenv("CI", "")
		if r := run(body); !strings.Contains(r.skipped, what) || r.failed != "" {
			t.Errorf("on a laptop: failed %q, skipped %q; want a skip that names %q", r.failed, r.skipped, what)
		}
	}
}

func TestPresent(t *testing.T) {
	want, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	var got string
	r := run(func(t testing.TB) { got = Program(t, "go") })
	if got != want || r.failed+r.skipped != "" {
		t.Errorf("Program(go) = %q, failed %q, skipped %q; want %q", got, r.failed, r.skipped, want)
	}
}
