package estate

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMemberships(t *testing.T) {
	e := New(london(t), nil)
	source := e.AddSource(Source{Name: "device_applications.csv", Made: 5})
	o := Origin{source, 2, NoTime}
	e.Applications.Row("spine", o)
	device := func(id string) int { return e.Device([]Identifier{{NamespaceDevice, id}}, o) }
	e.Memberships.Add(device("D1"), "spine", o)
	e.Memberships.Add(device("D1"), "epr", Origin{source, 3, 9})
	e.Memberships.Add(device("D2"), "epr", o)
	e.Memberships.Add(device("D2"), "spine", o)
	e.Memberships.Add(device("D2"), "spine", o)
	e.Memberships.SetComplete(device("D2"), true, o)
	e.Memberships.SetComplete(device("D3"), true, o)
	e.Memberships.SetComplete(device("D4"), false, o)
	e.Memberships.Add(-1, "spine", o)
	e.Memberships.Add(device("D4"), "", o)
	e.Finish()
	m := e.Memberships
	var got []string
	for row := range e.Devices.Len() {
		of := m.Of(row)
		got = append(got, fmt.Sprint(m.Applications(of), m.Complete(of), of != 0, m.Seen(row)))
	}
	want := []string{"[0 1] false true 9", "[0 1] true true 5", "[] true true 5", fmt.Sprint("[] false false ", NoTime)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("applications (-want +got)\n%s", diff)
	}
	if e.Applications.Listed(1) || e.Applications.Key(1) != "epr" || m.Applications(99) != nil || m.Complete(99) {
		t.Error("an application that no file lists is listed, or there are too many sets")
	}
}

func TestUsers(t *testing.T) {
	e := New(london(t), nil)
	people := e.AddSource(Source{Name: "people.csv", Made: 5})
	intune := e.AddSource(Source{Name: "intune.csv", Made: 6})
	for n, email := range []string{"ann.example@example.org", "bob@example.org", "shared@example.org", "Shared@example.org", ""} {
		row, _ := e.People.Row(fmt.Sprint("P", n), Origin{people, n + 2, NoTime})
		if email != "" {
			set(t, e.People, row, "email", email, Origin{people, n + 2, NoTime})
		}
	}
	e.Identity.Alias("person", "email", "robert@example.org", "P1", Origin{})
	users := []string{"Ann.Example@EXAMPLE.org", "robert@example.org", "shared@example.org", "P4", "nobody@example.org", ""}
	for n, user := range users {
		o := Origin{intune, n + 2, NoTime}
		e.Users.Add(e.Device([]Identifier{{NamespaceIntune, fmt.Sprint("G", n)}}, o), user, o)
	}
	e.Finish()
	var got []string
	for row := range e.Devices.Len() {
		got = append(got, fmt.Sprint(e.Users.People(e.Users.Of(row))))
	}
	if diff := cmp.Diff([]string{"[0]", "[1]", "[]", "[4]", "[]", "[]"}, got); diff != "" {
		t.Errorf("users (-want +got)\n%s", diff)
	}
	want := []Ambiguity{{
		Source: people, Line: 4, Kind: "person", Namespace: "email", Value: "shared@example.org", Subjects: []string{"P2", "P3"},
		Settle: []string{"person,email,shared@example.org,P2", "person,email,shared@example.org,P3"},
	}}
	if diff := cmp.Diff(want, e.Identity.Ambiguous()); diff != "" {
		t.Errorf("ambiguous (-want +got)\n%s", diff)
	}
	for _, j := range e.Identity.Joins() {
		if j.By == "user of devices" {
			if diff := cmp.Diff(Join{Source: intune, Kind: "person", By: "user of devices", Matched: 3, New: 2}, j); diff != "" {
				t.Errorf("join (-want +got)\n%s", diff)
			}
		}
	}
}
