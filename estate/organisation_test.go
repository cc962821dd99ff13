package estate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// organised fills organisations from lines "CODE PARENT it=X ra=Y", - for none.
func organised(t testing.TB, lines ...string) *Estate {
	t.Helper()
	e := New(london(t), nil)
	source := e.AddSource(Source{Name: "organisations.csv", Made: 1})
	for n, line := range lines {
		cells := strings.Fields(line)
		o := Origin{source, n + 2, NoTime}
		row, _ := e.Organisations.Row(cells[0], o)
		for _, cell := range cells[1:] {
			column, value := "parent", cell
			if name, rest, ok := strings.Cut(cell, "="); ok {
				column, value = map[string]string{"it": "it_provider", "ra": "registration_authority"}[name], rest
			}
			set(t, e.Organisations.Table, row, column, value, o)
		}
	}
	return e
}

func TestWithin(t *testing.T) {
	e := organised(t, "A81001 Y01", "Y01 QOP", "QOP", "RXX QOP", "A81002 NOWHERE")
	e.Finish()
	for code, want := range map[string]string{"A81001": "Y01 QOP", "Y01": "QOP", "QOP": "", "RXX": "QOP", "A81002": "NOWHERE", "NOWHERE": ""} {
		row, ok := e.Organisations.Find(code)
		if got := strings.Join(e.Organisations.Within(row), " "); !ok || got != want {
			t.Errorf("%s is within %q, want %q", code, got, want)
		}
	}
	if diff := cmp.Diff([]string{"NOWHERE"}, e.Organisations.Unlisted()); diff != "" {
		t.Errorf("unlisted (-want +got)\n%s", diff)
	}
	if row, _ := e.Organisations.Find("NOWHERE"); e.Organisations.Listed(row) || e.Organisations.Parent(row) != -1 || e.Organisations.Parent(99) != -1 {
		t.Error("an organisation that no file lists is listed, or has a parent")
	}
}

func TestLoopsAreCut(t *testing.T) {
	e := organised(t, "C A", "A B", "B C", "D C", "SELF SELF", "X Y", "Y X")
	e.Finish()
	want := [][]string{{"A", "B", "C"}, {"SELF"}, {"X", "Y"}}
	if diff := cmp.Diff(want, e.Organisations.Loops()); diff != "" {
		t.Errorf("loops (-want +got)\n%s", diff)
	}
	for code, want := range map[string]string{"A": "", "B": "C A", "C": "A", "D": "C A", "SELF": "", "X": "", "Y": "X"} {
		row, _ := e.Organisations.Find(code)
		if got := strings.Join(e.Organisations.Within(row), " "); got != want {
			t.Errorf("%s is within %q, want %q", code, got, want)
		}
	}
}

// Whoever belongs to whom, everything ends, and the order of the rows does not
// matter.
func TestAnyOrganisationsEnd(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var lines []string
		for n, parent := range rapid.SliceOfN(rapid.IntRange(0, 12), 1, 12).Draw(rt, "parents") {
			lines = append(lines, fmt.Sprintf("O%d O%d", n, parent))
		}
		answer := func(lines []string) []string {
			e := organised(t, lines...)
			e.Finish()
			out := []string{fmt.Sprint(e.Organisations.Loops(), e.Organisations.Unlisted())}
			for row := range e.Organisations.Len() {
				within := e.Organisations.Within(row)
				if len(within) >= e.Organisations.Len() {
					rt.Fatalf("%s is within %v", e.Organisations.Key(row), within)
				}
				out = append(out, e.Organisations.Key(row)+fmt.Sprint(within))
			}
			return sorted(out)
		}
		if diff := cmp.Diff(answer(lines), answer(rapid.Permutation(lines).Draw(rt, "other order"))); diff != "" {
			rt.Fatalf("the order of rows matters (-one +other)\n%s", diff)
		}
	})
}

func TestContacts(t *testing.T) {
	e := organised(t, "A81001 Y01 ra=RA9", "Y01 QOP it=CSU1", "QOP", "CSU1 CSUS", "CSUS", "RXX QOP it=NOBODY", "A81003 Y01 it=RXX")
	source := e.AddSource(Source{Name: "contacts.csv", Made: 1})
	for n, line := range []string{"A81003 it-team own", "QOP registration-authority regional", "QOP - anybody", "CSUS it-team csu", "RA9 - ra9", "A81003 it-team second"} {
		cells := strings.Fields(line)
		e.AddContact(Contact{Organisation: cells[0], Team: strings.Trim(cells[1], "-"), Name: cells[2]}, Origin{source, n + 2, NoTime})
	}
	e.AddContact(Contact{Organisation: "RXX", Team: TeamIT, Name: "old"}, Origin{source, 90, 5})
	e.AddContact(Contact{Organisation: "RXX", Team: TeamIT, Name: "new"}, Origin{source, 91, 6})
	e.Finish()
	for _, tt := range []struct{ code, team, want string }{
		{"A81003", TeamIT, "own of A81003"},
		{"A81001", TeamIT, "anybody of QOP"},
		{"A81001", TeamRegistrationAuthority, "regional of QOP"},
		{"RXX", TeamIT, "new of RXX"},
		{"CSU1", TeamIT, "csu of CSUS"},
		{"RA9", TeamRegistrationAuthority, "ra9 of RA9"},
		{"A81001", "supplier", "anybody of QOP"},
		{"CSU1", TeamRegistrationAuthority, ""},
		{"UNHEARD", TeamIT, ""},
		{"", TeamIT, ""},
	} {
		c, ok := e.Contact(tt.code, tt.team)
		got := ""
		if ok {
			got = c.Name + " of " + c.Organisation
		}
		if got != tt.want {
			t.Errorf("%s of %s is %q, want %q", tt.team, tt.code, got, tt.want)
		}
	}
}

// Where nobody upwards has a contact, whoever does the work is asked, and those
// above them.
func TestContactsOfProviders(t *testing.T) {
	e := organised(t, "A81001 Y01 ra=RA9", "Y01 QOP it=CSU1", "CSU1 CSUS")
	source := e.AddSource(Source{Name: "contacts.csv", Made: 1})
	e.AddContact(Contact{Organisation: "CSUS", Team: TeamIT, Name: "csu"}, Origin{source, 2, NoTime})
	e.AddContact(Contact{Organisation: "RA9", Team: TeamRegistrationAuthority, Name: "ra9"}, Origin{source, 3, NoTime})
	e.Finish()
	for team, want := range map[string]string{TeamIT: "csu", TeamRegistrationAuthority: "ra9", "supplier": ""} {
		if c, _ := e.Contact("A81001", team); c.Name != want {
			t.Errorf("%s is %q, want %q", team, c.Name, want)
		}
	}
	if e.Contacts.Len() != 2 {
		t.Errorf("%d contacts", e.Contacts.Len())
	}
}

func TestOrganisationsOfSubjects(t *testing.T) {
	e := organised(t, "RXX QOP")
	source := e.AddSource(Source{Name: "people.csv", Made: 1})
	o := Origin{source, 2, NoTime}
	person, _ := e.People.Row("P1", o)
	for n, code := range []string{"RXX", "FFFFF", "RXX", "A81001", "FFFFF"} {
		set(t, e.People, person, "organisation", code, Origin{source, n + 2, NoTime})
	}
	device, _ := e.Devices.Row("D1", o)
	set(t, e.Devices, device, "organisation", "RXX", o)
	twice, _ := e.Devices.Row("D2", o)
	set(t, e.Devices, twice, "organisation", "RXX", o)
	set(t, e.Devices, twice, "organisation", "RYY", o)
	nobody, _ := e.People.Row("P2", o)
	e.Finish()
	if diff := cmp.Diff([]string{"RXX", "FFFFF", "A81001"}, e.PersonOrganisations(person)); diff != "" {
		t.Errorf("organisations of a person (-want +got)\n%s", diff)
	}
	if n := len(e.People.Disputes(person)); n != 0 {
		t.Errorf("a person in several organisations is disputed %d times", n)
	}
	if e.PersonOrganisations(nobody) != nil || e.OrganisationRow(e.People, nobody) != -1 || e.OrganisationRow(e.Applications, 0) != -1 {
		t.Error("whoever is in no organisation is in one")
	}
	rxx, _ := e.Organisations.Find("RXX")
	if got := []int{e.OrganisationRow(e.People, person), e.OrganisationRow(e.Devices, device), e.OrganisationRow(e.Devices, twice)}; !cmp.Equal(got, []int{rxx, rxx, -1}) {
		t.Errorf("organisations in rows %v, want %d, %d and none", got, rxx, rxx)
	}
	if got := len(e.Devices.Disputes(twice)); got != 2 {
		t.Errorf("a device in two organisations has %d disputes", got)
	}
	for _, code := range []string{"FFFFF", "A81001", "RYY", "QOP"} {
		if row, ok := e.Organisations.Find(code); !ok || e.Organisations.Listed(row) {
			t.Errorf("%s has no row, or is listed", code)
		}
	}
}
