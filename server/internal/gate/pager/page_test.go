package pager

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// The messages as they are sent, each on a line.
func TestBody(t *testing.T) {
	var got bytes.Buffer
	pages := []Page{
		open("RXX"),
		open(""),
		{What: OrganisationOpen, Organisation: "R\u202eXX <b>\n", Count: 6, Limit: 5, Unit: "devices", Since: since, Within: 90 * time.Minute},
		{What: AllOpen, Count: 501, Limit: 500, Unit: "people", Since: since, Within: time.Hour, Organisations: 4, Networks: 3},
		{What: UnprovenRefused, Count: 1001, Limit: 1000, Unit: "unproven attempts", Since: since, Within: time.Hour},
	}
	for n, page := range pages {
		body, err := page.body("north", "", n)
		if err != nil {
			t.Fatal(err)
		}
		got.Write(body)
		got.WriteByte('\n')
	}
	golden := filepath.Join("testdata", "pages.jsonl")
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
}

// An id is that of one matter at one time at one gate.
func TestID(t *testing.T) {
	base := open("RXX")
	other, later, all := open("RYY"), open("RXX"), base
	later.Since = since.Add(1)
	all.What = AllOpen
	ids := map[string]bool{base.id("north"): true, other.id("north"): true, later.id("north"): true, all.id("north"): true, base.id("south"): true}
	if len(ids) != 5 {
		t.Errorf("%d ids of 5", len(ids))
	}
	counted := base
	counted.Count = 99
	if counted.id("north") != base.id("north") {
		t.Error("the same matter has another id")
	}
}

// That all is open goes first, and what found no room is told.
func TestQueue(t *testing.T) {
	var q queue
	for n := range maxQueued + 5 {
		page := open("")
		page.Organisation = string(rune('a' + n))
		q.put(page)
	}
	q.put(Page{What: AllOpen})
	if len(q.items) != maxQueued || q.lost != 6 {
		t.Fatalf("%d wait, %d found no room", len(q.items), q.lost)
	}
	first := q.take()
	if first.page.What != AllOpen || first.more != 6 {
		t.Errorf("%+v", first)
	}
	q.giveBack(first)
	if q.items[0] != first {
		t.Error("that all is open waits behind others")
	}
	q.take()
	second := q.take()
	if second.page.Organisation != "a" || second.more != 0 {
		t.Errorf("%+v", second)
	}
	newer := second.page
	newer.Count = 99
	q.put(newer)
	q.giveBack(second)
	found := 0
	for _, it := range q.items {
		if it.page.key() == newer.key() {
			found++
			if it.page.Count != 99 {
				t.Error("the older page of a matter won")
			}
		}
	}
	if found != 1 {
		t.Errorf("a matter waits %d times", found)
	}
	var empty queue
	if empty.take() != nil {
		t.Error("an empty queue has a page")
	}
}
