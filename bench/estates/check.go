package estates

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
)

// What checking an estate may cost beside reading its files, and the memory that
// it may take.
const (
	overReading = 4
	peakOf1M    = 600_000_000
	peakOf4M    = 1_200_000_000
)

// Checking compares the program as a whole, from its start to the answer on the
// screen, with reading the same files.
func Checking(l *Lab, devices int) ratio.Pair {
	limit := int64(peakOf1M)
	if devices > 1_000_000 {
		limit = peakOf4M
	}
	return ratio.Pair{
		Name: fmt.Sprintf("checking %s devices and cards", count(devices)),
		Prepare: func(p *ratio.Pair) error {
			dir, _, err := l.sample(devices, canonical)
			if err != nil {
				return err
			}
			files := exports(dir)
			p.B = ratio.Side{Name: "encoding/csv", Do: func() { readCSV(files) }}
			return l.checking(p, noticed(dir)...)
		},
		Limit: overReading, PeakLimit: limit, Rounds: 7, Items: devices,
	}
}

// CheckingAll compares checking all exports of an estate, the people, applications
// and sign-ins of the last weeks among them, with reading them.
func CheckingAll(l *Lab, devices int) ratio.Pair {
	return ratio.Pair{
		Name: fmt.Sprintf("checking all files of %s devices", count(devices)),
		Prepare: func(p *ratio.Pair) error {
			dir, _, err := l.sample(devices, canonical)
			if err != nil {
				return err
			}
			files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
			p.B = ratio.Side{Name: "encoding/csv", Do: func() { readCSV(files) }}
			return errors.Join(err, l.checking(p, dir))
		},
		Rounds: 7, Items: devices,
	}
}

// checking makes lanyard check, with arguments, the first side of a pair.
func (l *Lab) checking(p *ratio.Pair, args ...string) error {
	check, err := l.check(args...)
	if err != nil {
		return err
	}
	p.A = ratio.Side{Name: "lanyard check", Do: check.run}
	p.Peak = check.takePeak
	return nil
}

// check returns lanyard check with arguments.
func (l *Lab) check(args ...string) (*process, error) {
	program, err := l.Program()
	return &process{path: program, args: append([]string{"check", "--at", asked.Format(time.RFC3339)}, args...)}, err
}

// noticed are the arguments for the exports of a folder and what they are judged by.
func noticed(dir string) []string {
	return append([]string{
		"--notice", filepath.Join(dir, "notice.yaml"), "--exemptions", filepath.Join(dir, "exemptions.yaml"),
	}, exports(dir)...)
}

// asked is the instant that is asked about.
var asked = at.Add(time.Hour)

// exports are the files that are checked.
func exports(dir string) []string {
	var files []string
	for _, name := range []string{"devices.csv", "cards.csv", "organisations.csv"} {
		files = append(files, filepath.Join(dir, name))
	}
	return files
}

// process is a program that is run again and again.
type process struct {
	path   string
	args   []string
	answer []byte // of the last run
	peak   int64
}

func (p *process) run() {
	cmd := exec.Command(p.path, p.args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	var err error
	if p.answer, err = cmd.Output(); err != nil || len(p.answer) == 0 {
		panic(fmt.Sprintf("%s: %v\n%s", cmd, err, &said))
	}
	p.peak = max(p.peak, peakOf(cmd.ProcessState))
}

// takePeak returns the most memory that a run took since it was asked last. It is
// told too high, never too low, where this process itself took more than the
// program: a process begins with the figure of the one that started it.
func (p *process) takePeak() int64 {
	peak := p.peak
	p.peak = 0
	return peak
}

// count writes a number as people read it.
func count(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%s,%03d", count(n/1000), n%1000)
}
