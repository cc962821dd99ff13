package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

func testCommand() *command {
	return &command{
		name:  "notice test",
		args:  "FILE…",
		short: "Run the tests beside notices, and say what they do not reach",
		long: `
FILE is a notice, NAME.yaml, or its tests, NAME_test.yaml. Exit status 1 if a
test fails; what no test reaches is a warning.`,
		run: runTest,
	}
}

func runTest(i *invocation) error {
	files, err := i.parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return usageError{"no file is given"}
	}
	var tests []string
	for _, name := range files {
		if !strings.HasSuffix(name, "_test.yaml") {
			name = strings.TrimSuffix(name, filepath.Ext(name)) + "_test.yaml"
		}
		if !slices.Contains(tests, name) {
			tests = append(tests, name)
		}
	}
	failed := false
	cases := 0
	for _, name := range tests {
		report, err := i.testFile(name)
		if err == errShown {
			failed = true
			continue
		}
		if err != nil {
			return err
		}
		for _, p := range report.Failures {
			fmt.Fprintln(i.out, p)
		}
		for _, p := range report.Uncovered {
			fmt.Fprintln(i.out, p)
		}
		cases += report.Cases
		failed = failed || len(report.Failures) > 0
		verdict := "ok"
		if len(report.Failures) > 0 {
			verdict = "FAILED"
		}
		fmt.Fprintf(i.out, "%s: %s, %s, %d not reached\n", name, verdict, count(report.Cases, "case"), len(report.Uncovered))
	}
	if failed {
		return errShown
	}
	return nil
}

// testFile runs one file of tests with the notice beside it.
func (i *invocation) testFile(name string) (notice.Report, error) {
	src, err := read(name)
	if err != nil {
		return notice.Report{}, err
	}
	f, problems := notice.ParseCases(name, src)
	if f == nil {
		i.errors(problems)
		return notice.Report{}, errShown
	}
	beside := func(names []string) []string {
		var out []string
		for _, n := range names {
			out = append(out, filepath.Join(filepath.Dir(name), filepath.FromSlash(n)))
		}
		return out
	}
	own := strings.TrimSuffix(name, "_test.yaml") + ".yaml"
	others := slices.DeleteFunc(beside(f.Notices), func(n string) bool { return filepath.Clean(n) == filepath.Clean(own) })
	notices, err := i.notices(append([]string{own}, others...))
	if err != nil {
		return notice.Report{}, err
	}
	set, err := i.set(notices, beside(f.Exemptions), beside(f.Pauses), notice.Options{})
	if err != nil {
		return notice.Report{}, err
	}
	return f.Run(set, notices[0]), nil
}
