package sample

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/fact"
)

// rows reads a CSV file with a heading as encoding/csv does, each row as a map
// by column.
func rows(t testing.TB, e *estate, name string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content(t, e, name), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	list := make([]map[string]string, 0, len(records))
	for _, record := range records[1:] {
		row := make(map[string]string, len(record))
		for i, cell := range record {
			row[records[0][i]] = cell
		}
		list = append(list, row)
	}
	return list
}

func isDay(cell string) bool {
	_, err := time.Parse(time.DateOnly, cell)
	return cell == "" || err == nil
}

func isInstant(cell string) bool {
	at, err := time.Parse(time.RFC3339, cell)
	return cell == "" || err == nil && !at.After(testAt)
}

func isVersion(cell string) bool {
	_, err := fact.ParseVersion(cell)
	return err == nil
}

func isSoftware(cell string) bool {
	if cell == "" || cell == "-" || cell == "+" {
		return true
	}
	for version := range strings.SplitSeq(cell, separator) {
		if !isVersion(version) {
			return false
		}
	}
	return true
}

func isTLS(cell string) bool {
	_, err := fact.ParseTLS(cell)
	return err == nil
}

func oneOf(words ...string) func(string) bool {
	return func(cell string) bool { return slices.Contains(words, cell) }
}

func named(cell string) bool { return cell != "" }

// TestCells holds every cell of the canonical files to what its column may hold:
// only the planned ones are wrong, about one row in two thousand.
func TestCells(t *testing.T) {
	e := testEstate(t, Options{Devices: 20_000})
	software := map[string]func(string) bool{
		"device": named, "organisation": named, "os": named, "os_version": isVersion, "last_seen": isInstant,
		"groups": func(cell string) bool {
			return !strings.HasPrefix(cell, separator) && !strings.HasSuffix(cell, separator)
		},
	}
	for _, id := range DefaultProducts() {
		software[id] = isSoftware
	}
	tests := []struct {
		file    string
		sheet   sheet
		columns map[string]func(string) bool
	}{
		{"devices.csv", devicesSheet, software},
		{"cards.csv", cardsSheet, map[string]func(string) bool{
			"card": named, "organisation": named, "issued": isDay, "expires": isDay, "certificate_expires": isDay, "last_used": isInstant,
			"series": oneOf("", "4", "5", "6", "8", "9", "10"),
			"type":   oneOf("", "Gemplus", "Oberthur", "PIV"),
			"status": oneOf("active", "cancelled", "expired", "locked", "lost", "stock"),
		}},
		{"signins.csv", signInsSheet, map[string]func(string) bool{
			"at": isInstant, "person": named, "card": named, "device": named, "organisation": named, "application": named,
			"client":         oneOf("", "identity-agent", "smartcard-connect"),
			"client_version": func(cell string) bool { return cell == "" || isVersion(cell) },
			"tls":            isTLS,
			"use":            oneOf("sign-in", "sign", "manage-card"),
			"outcome":        oneOf("success", "wrong-pin", "refused"),
		}},
	}
	for _, test := range tests {
		var got, want []string
		list := rows(t, e, test.file)
		for i, row := range list {
			for column, fits := range test.columns {
				cell, ok := row[column]
				if !ok {
					t.Fatalf("%s has no column %s", test.file, column)
				}
				if !fits(cell) {
					got = append(got, fmt.Sprint(i, " ", column))
				}
			}
			if column := e.wrong(test.sheet, i); column == "product" {
				want = append(want, fmt.Sprint(i, " ", DefaultProducts()[0]))
			} else if column != "" {
				want = append(want, fmt.Sprint(i, " ", column))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: wrong cells (-planned +found):\n%s", test.file, diff)
		}
		if least, most := len(list)/wrongRate/3, len(list)/wrongRate*3; len(got) < least || len(got) > most {
			t.Errorf("%s: %d of %d rows have a wrong cell, want about one in %d", test.file, len(got), len(list), wrongRate)
		}
	}
}

// TestReferences follows every key to the file that it belongs to.
func TestReferences(t *testing.T) {
	e := testEstate(t, Options{Devices: 10_000})
	read := make(map[string][]map[string]string)
	once := func(file string) []map[string]string {
		if read[file] == nil {
			read[file] = rows(t, e, file)
		}
		return read[file]
	}
	keys := func(file, column string) map[string]bool {
		known := make(map[string]bool)
		for _, row := range once(file) {
			known[row[column]] = true
		}
		return known
	}
	organisations, people, devices := keys("organisations.csv", "organisation"), keys("people.csv", "person"), keys("devices.csv", "device")
	cards, programs := keys("cards.csv", "card"), keys("applications.csv", "application")
	tests := []struct {
		file, column string
		known        map[string]bool
		strangers    int // at most, and planned
	}{
		{"organisations.csv", "parent", organisations, 0},
		{"organisations.csv", "it_provider", organisations, 0},
		{"organisations.csv", "registration_authority", organisations, 0},
		{"contacts.csv", "organisation", organisations, 0},
		{"people.csv", "organisation", organisations, 0},
		{"devices.csv", "organisation", organisations, 0},
		{"cards.csv", "organisation", organisations, 0},
		{"cards.csv", "holder", people, 0},
		{"cards-lost-zeros.csv", "holder", people, 0},
		{"device_applications.csv", "device", devices, 0},
		{"device_applications.csv", "application", programs, 0},
		{"signins.csv", "person", people, 0},
		{"signins.csv", "card", cards, 0},
		{"signins.csv", "organisation", organisations, 0},
		{"signins.csv", "application", programs, 0},
		{"signins.csv", "device", devices, 100},
		{"alias.csv", "subject", devices, 0},
		{"organisation-patterns.csv", "organisation", organisations, 0},
		{"smartcards-report.csv", "Organisation Code", organisations, 0},
		{"smartcards-report.csv", "Smartcard Number", cards, 0},
		{"smartcards-report.csv", "User ID", people, 0},
	}
	for _, test := range tests {
		strangers := 0
		for _, row := range once(test.file) {
			if cell := row[test.column]; cell != "" && !test.known[cell] {
				strangers++
				if !strings.HasPrefix(cell, "PC-X") {
					t.Errorf("%s: %s %q is in no other file", test.file, test.column, cell)
				}
			}
		}
		if strangers > test.strangers || test.strangers > 0 && strangers == 0 {
			t.Errorf("%s: %d of %s are in no other file, want some up to %d", test.file, strangers, test.column, test.strangers)
		}
	}
	if len(devices) != e.devices || len(cards) != e.cards || len(people) != e.people {
		t.Errorf("%d devices, %d cards, %d people; want each once: %d, %d, %d", len(devices), len(cards), len(people), e.devices, e.cards, e.people)
	}
}

// TestSignInsAgree holds sign-ins to what the other files say: nobody signs in
// with a card that does not work or at a dormant device, and a card was last used
// at the last of its sign-ins.
func TestSignInsAgree(t *testing.T) {
	e := testEstate(t, Options{Devices: 5_000})
	last := make(map[string]string)
	dormant := make(map[string]bool)
	for _, row := range rows(t, e, "devices.csv") {
		seen, err := time.Parse(time.RFC3339, row["last_seen"])
		dormant[row["device"]] = row["last_seen"] == "" || err == nil && testAt.Sub(seen) > dormantDays*24*time.Hour
	}
	before := ""
	for _, row := range rows(t, e, "signins.csv") {
		if row["at"] < before {
			t.Fatalf("a sign-in at %s follows one at %s", row["at"], before)
		}
		before = row["at"]
		last[row["card"]] = row["at"]
		if dormant[row["device"]] {
			t.Errorf("somebody signs in at %s, which is dormant", row["device"])
		}
	}
	used := 0
	for _, row := range rows(t, e, "cards.csv") {
		at, ok := last[row["card"]]
		if !ok {
			continue
		}
		used++
		if row["status"] != "active" || row["last_used"] != at {
			t.Errorf("card %s is %s and was last used at %s; its last sign-in was at %s", row["card"], row["status"], row["last_used"], at)
		}
	}
	if used < 1000 {
		t.Errorf("%d cards were used, want most of %d", used, e.cards)
	}
}
