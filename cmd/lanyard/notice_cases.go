package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
)

func testCommand() *command.Command {
	return &command.Command{
		Name:  "notice test",
		Args:  "FILE…",
		Short: "Run the tests beside notices, and say what they do not reach",
		Long: `
FILE is a notice, NAME.yaml, or its tests, NAME_test.yaml. Exit status 1 if a
test fails; what no test reaches is a warning.`,
		Run: with(runTest),
	}
}

func runTest(i *invocation) error {
	files, err := i.Parse()
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return command.UsageError("no file is given")
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
		if err == command.ErrShown {
			failed = true
			continue
		}
		if err != nil {
			return err
		}
		for _, p := range report.Failures {
			fmt.Fprintln(i.Out, p)
		}
		for _, p := range report.Uncovered {
			fmt.Fprintln(i.Out, p)
		}
		cases += report.Cases
		failed = failed || len(report.Failures) > 0
		verdict := "ok"
		if len(report.Failures) > 0 {
			verdict = "FAILED"
		}
		fmt.Fprintf(i.Out, "%s: %s, %s, %d not reached\n", name, verdict, count(report.Cases, "case"), len(report.Uncovered))
	}
	if failed {
		return command.ErrShown
	}
	return nil
}

// testFile runs one file of tests with the notice beside it.
func (i *invocation) testFile(name string) (notice.Report, error) {
	src, err := command.File(name)
	if err != nil {
		return notice.Report{}, err
	}
	f, problems := notice.ParseCases(name, src)
	if f == nil {
		i.Errors(problems)
		return notice.Report{}, command.ErrShown
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
	notices, err := i.Notices(append([]string{own}, others...))
	if err != nil {
		return notice.Report{}, err
	}
	set, err := i.Set(notices, beside(f.Exemptions), beside(f.Pauses), notice.Options{})
	if err != nil {
		return notice.Report{}, err
	}
	return f.Run(set, notices[0]), nil
}
