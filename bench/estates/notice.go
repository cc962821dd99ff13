package estates

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// source is the notice that estates are judged by: 20 requirements, of which 4
// compare instants and 2 join a card and the device that it is used on.
//
//go:embed notice.yaml
var source []byte

// exemptionCount is how many there are.
const exemptionCount = 500

// settle puts the notice and its exemptions beside the exports of an estate.
func settle(dir string) error {
	exempt, err := exemptions(dir)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "notice.yaml"), source, 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "exemptions.yaml"), []byte(exempt), 0o600)
}

// exemptions excuses organisations, devices and cards of an estate: two of five an
// organisation with all below it, others one subject.
func exemptions(dir string) (string, error) {
	var b strings.Builder
	b.WriteString("exemptions:\n")
	requirements := []string{"card-series", "middleware", "agent", "credentials", "tls"}
	var files [3][]string
	for i, file := range []string{"organisations.csv", "devices.csv", "cards.csv"} {
		var err error
		if files[i], err = keys(filepath.Join(dir, file), exemptionCount); err != nil {
			return "", err
		}
	}
	organisations, devices, cards := files[0], files[1], files[2]
	for i := range exemptionCount {
		who := fmt.Sprintf("organisation: %s", organisations[i%len(organisations)])
		switch i % 5 {
		case 0, 1:
			who = fmt.Sprintf("device: %s", devices[i%len(devices)])
		case 2:
			who = fmt.Sprintf("card: %q", cards[i%len(cards)])
		}
		fmt.Fprintf(&b, "  - {requirement: %s, %s, from: 2025-0%d-01, until: 2025-12-01, owner: Ada Example, reason: parts}\n",
			requirements[i/5%len(requirements)], who, 5+i%4)
	}
	return b.String(), nil
}

// keys reads the first cells of the first rows of a file, at most so many of those
// that are ids.
func keys(path string, most int) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	if _, err := r.Read(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out []string
	for len(out) < most {
		row, err := r.Read()
		if err != nil {
			break // a small estate
		}
		if id := row[0]; id != "" && strings.Trim(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == "" {
			out = append(out, id)
		}
	}
	return out, nil
}

// judged returns the set of the notice and the exemptions of an estate.
func judged(dir string) (*notice.Set, error) {
	n, problems := notice.Parse("notice.yaml", source)
	if n == nil {
		return nil, fmt.Errorf("reading the notice: %v", problems)
	}
	o := notice.Options{Age: notice.AnyAge}
	if dir != "" {
		path := filepath.Join(dir, "exemptions.yaml")
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if o.Exemptions, problems = notice.ParseExemptions(path, text, n.Zone); problems.HasErrors() {
			return nil, fmt.Errorf("reading the exemptions: %v", problems)
		}
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, o)
	if set == nil {
		return nil, fmt.Errorf("putting the notice to a set: %v", problems)
	}
	return set, nil
}
