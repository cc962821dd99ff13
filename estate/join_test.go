package estate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// joined fills an estate from lines as FuzzIdentity has them, each in a file of
// its own, and tells each device as "key: identifiers".
func joined(t *testing.T, lines ...string) (e *Estate, devices []string) {
	t.Helper()
	e = New(london(t), nil)
	for n, line := range lines {
		cells := strings.Split(line, " ")
		o := Origin{e.AddSource(Source{Name: fmt.Sprintf("file %d", n+1), Made: int64(n)}), 2, NoTime}
		switch cells[0] {
		case "alias":
			namespace, value, _ := strings.Cut(cells[1], "=")
			e.Identity.Alias("device", namespace, value, cells[2], o)
		case "sign-in":
			if err := e.SignIns.Append(SignIn{At: 1, Device: cells[1]}, o, nil); err != nil {
				t.Fatal(err)
			}
		default:
			var ids []Identifier
			for _, cell := range cells {
				namespace, value, _ := strings.Cut(cell, "=")
				ids = append(ids, Identifier{namespace, value})
			}
			if e.Device(ids, o) < 0 {
				t.Fatalf("%q is of no device", line)
			}
		}
	}
	e.Finish()
	for row := range e.Devices.Len() {
		var ids []string
		for _, id := range e.Identity.Identifiers(row) {
			ids = append(ids, id.Namespace+"="+id.Value)
		}
		devices = append(devices, e.Devices.Key(row)+": "+strings.Join(ids, " "))
	}
	return e, devices
}

type joinTest struct {
	name  string
	lines []string
	want  []string
	// doubts are "value: subjects; lines that settle it"
	doubts []string
}

func TestJoins(t *testing.T) {
	tests := []joinTest{
		{
			"a row with several identifiers joins them",
			[]string{"device=D1 intune=G1 protocol=77", "intune=G1", "protocol=77"},
			[]string{"D1: device=D1 intune=g1 protocol=77"}, nil,
		},
		{
			"a name joins a GUID and an id, in any case",
			[]string{"intune=G1 name=pc1", "device=D1 name=PC1", "name=Pc1"},
			[]string{"D1: device=D1 intune=g1 name=PC1"}, nil,
		},
		{
			"a device is called by its id",
			[]string{"device=PC1", "configmgr=16777220 name=PC1", "name=pc1"},
			[]string{"PC1: device=PC1 configmgr=16777220 name=PC1"}, nil,
		},
		{
			"a number of one system is no name in another",
			[]string{"device=1001", "configmgr=1001"},
			[]string{"1001: device=1001", "configmgr:1001: configmgr=1001"}, nil,
		},
		{
			"a sign-in names a device by whatever it is called",
			[]string{"sign-in g1", "sign-in pc2", "sign-in PC3", "intune=G1 name=PC1", "device=D2 name=PC2"},
			[]string{"g1: intune=g1 sign-in=g1", "D2: device=D2 sign-in=pc2", "PC3: sign-in=PC3"}, nil,
		},
		{
			"a name of two devices is nobody's",
			[]string{"device=D1 name=PC1", "device=D2 name=PC1", "name=PC1"},
			[]string{"D1: device=D1", "D2: device=D2", "PC1: name=PC1"},
			[]string{"PC1: D1 D2; device,name,PC1,D1 device,name,PC1,D2"},
		},
		{
			"two GUIDs of one name may each be the device",
			[]string{"device=D1 name=PC1", "intune=G1 name=PC1", "intune=G2 name=PC1"},
			[]string{"D1: device=D1", "g1: intune=g1", "g2: intune=g2"},
			[]string{"PC1: D1 g1 g2; device,intune,g1,D1 device,intune,g2,D1"},
		},
		{
			"two GUIDs of one name and nothing else are no doubt",
			[]string{"intune=G1 name=PC1", "intune=G2 name=PC1"},
			[]string{"g1: intune=g1", "g2: intune=g2"}, nil,
		},
		{
			"a GUID of two devices is nobody's",
			[]string{"device=D1 intune=G1", "device=D2 intune=G1", "intune=G1"},
			[]string{"D1: device=D1", "D2: device=D2", "g1: intune=g1"},
			[]string{"g1: D1 D2; device,intune,g1,D1 device,intune,g1,D2"},
		},
		{
			"a device may have had two GUIDs",
			[]string{"device=D1 intune=G1", "device=D1 intune=G2", "intune=G1", "intune=G2"},
			[]string{"D1: device=D1 intune=g1 intune=g2"}, nil,
		},
		{
			"names that would chain two devices join neither",
			[]string{"device=D1 name=A", "intune=G1 configmgr=7 name=A", "configmgr=7 name=B", "device=D2 name=B"},
			[]string{"D1: device=D1", "g1: intune=g1 configmgr=7", "D2: device=D2"},
			[]string{"A: D1 g1; device,intune,g1,D1", "B: D2 g1; device,intune,g1,D2"},
		},
		{
			"the name that a device has now comes before one that it had",
			[]string{"intune=G1 name=A", "intune=G1 name=B", "device=D1 name=A", "device=D2 name=B"},
			[]string{"D1: device=D1", "D2: device=D2 intune=g1"}, nil,
		},
		{
			"one that it had is better than none",
			[]string{"intune=G1 name=A", "intune=G1 name=B", "device=D1 name=A"},
			[]string{"D1: device=D1 intune=g1"}, nil,
		},
		{
			"an alias settles a name",
			[]string{"device=D1 name=PC1", "device=D2 name=PC1", "name=PC1", "alias name=pc1 D2"},
			[]string{"D1: device=D1", "D2: device=D2 name=PC1"}, nil,
		},
		{
			"an alias settles a GUID, and leaves a name of two devices nobody's",
			[]string{"alias intune=G2 D9", "device=D1 name=PC1", "intune=G1 name=PC1", "intune=G2 name=PC1", "device=D9"},
			[]string{"D1: device=D1", "g1: intune=g1", "D9: device=D9 intune=g2"},
			[]string{"PC1: D1 D9 g1; device,intune,g1,D1"},
		},
		{
			"aliases for all GUIDs of a name settle it",
			[]string{"alias intune=G2 D1", "device=D1 name=PC1", "intune=G1 name=PC1", "intune=G2 name=PC1", "alias intune=G1 D1", "name=PC1"},
			[]string{"D1: device=D1 intune=g1 intune=g2 name=PC1"}, nil,
		},
		{
			"an alias overrides what a file says",
			[]string{"device=D1 intune=G1", "intune=G1", "device=D2", "alias intune=G1 D2"},
			[]string{"D1: device=D1", "D2: device=D2 intune=g1"}, nil,
		},
		{
			"an alias makes two ids one device, under the subject",
			[]string{"device=A", "device=B", "alias device=A B"},
			[]string{"B: device=A device=B"}, nil,
		},
		{
			"an alias to an id that nobody lists names the device",
			[]string{"intune=G1", "alias intune=G1 DESK-7"},
			[]string{"DESK-7: device=DESK-7 intune=g1"}, nil,
		},
		{
			"and one to a name that nobody else has, too",
			[]string{"name=PC1", "alias name=pc1 DESK-7"},
			[]string{"DESK-7: device=DESK-7 name=PC1"}, nil,
		},
		{
			"two aliases for one value settle nothing",
			[]string{"device=D1", "device=D2", "intune=G1", "alias intune=G1 D1", "alias intune=g1 D2"},
			[]string{"D1: device=D1", "D2: device=D2", "g1: intune=g1"},
			[]string{"g1: D1 D2; device,intune,g1,D1 device,intune,g1,D2"},
		},
	}
	tests = append(tests, hardwareJoins...)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, got := joined(t, tt.lines...)
			if diff := cmp.Diff(sorted(tt.want), sorted(got)); diff != "" {
				t.Errorf("devices (-want +got)\n%s", diff)
			}
			var doubts []string
			for _, a := range e.Identity.Ambiguous() {
				doubts = append(doubts, fmt.Sprintf("%s: %s; %s", a.Value, strings.Join(a.Subjects, " "), strings.Join(a.Settle, " ")))
			}
			if diff := cmp.Diff(tt.doubts, doubts); diff != "" {
				t.Errorf("doubts (-want +got)\n%s", diff)
			}
		})
	}
}

// What is told of a doubt names where it was read, also where that is a sign-in.
func TestDoubtsNameTheirSource(t *testing.T) {
	e, _ := joined(t, "device=D1 name=PC1", "device=D2 name=PC1", "sign-in pc1")
	a := e.Identity.Ambiguous()
	if len(a) != 1 || e.Sources[a[0].Source].Name != "file 3" || a[0].Value != "PC1" {
		t.Errorf("ambiguous: %+v", a)
	}
}

func TestUnusedAliases(t *testing.T) {
	e, _ := joined(t, "device=D1", "alias intune=G9 D1", "alias name=PC9 D1", "alias device=D1 D1", "alias name=D1 NOBODY")
	var got []string
	for _, a := range e.Identity.Unused() {
		got = append(got, a.Namespace+"="+a.Value)
	}
	if diff := cmp.Diff([]string{"intune=G9", "name=D1", "name=PC9"}, got); diff != "" {
		t.Errorf("unused (-want +got)\n%s", diff)
	}
}

// Whoever comes by a name later is known by an alias too, unless two say different
// things.
func TestAliases(t *testing.T) {
	e, _ := joined(t, "device=D1", "device=D2", "alias sign-in=later D1", "alias name=PC9 D2", "alias name=pc9 D2", "alias sign-in=both D1", "alias sign-in=both D2")
	var got []string
	for _, a := range e.Identity.Aliases("device") {
		got = append(got, a.Namespace+"="+a.Value+" "+a.Subject)
	}
	if diff := cmp.Diff([]string{"sign-in=later D1", "name=PC9 D2"}, got); diff != "" {
		t.Errorf("aliases (-want +got)\n%s", diff)
	}
	if others := e.Identity.Aliases("card"); others != nil {
		t.Errorf("of cards: %v", others)
	}
}

func TestJoinCounts(t *testing.T) {
	e, _ := joined(t,
		"device=D1 name=PC1", "intune=G1 name=PC1", "intune=G2 name=PC2", "device=D3 name=PC2", "intune=G3 name=PC2", "sign-in D1", "sign-in elsewhere")
	var got []string
	for _, j := range e.Identity.Joins() {
		got = append(got, fmt.Sprintf("%s %s by %s: %d matched, %d new, %d ambiguous", e.Sources[j.Source].Name, j.Kind, j.By, j.Matched, j.New, j.Ambiguous))
	}
	want := []string{
		"file 1 device by id: 1 matched, 0 new, 0 ambiguous",
		"file 2 device by id: 1 matched, 0 new, 0 ambiguous",
		"file 3 device by id: 0 matched, 1 new, 1 ambiguous",
		"file 4 device by id: 0 matched, 1 new, 1 ambiguous",
		"file 5 device by id: 0 matched, 1 new, 1 ambiguous",
		"file 6 device by device of sign-ins: 1 matched, 0 new, 0 ambiguous",
		"file 7 device by device of sign-ins: 0 matched, 1 new, 0 ambiguous",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("joins (-want +got)\n%s", diff)
	}
}

func TestAliasesOfOtherKinds(t *testing.T) {
	e := New(london(t), nil)
	files := [2]SourceID{e.AddSource(Source{Name: "a", Made: 1}), e.AddSource(Source{Name: "b", Made: 2})}
	e.Identity.Alias("card", "", "0012", "12", Origin{})
	e.Identity.Alias("card", "", "only in a sign-in", "12", Origin{})
	e.Identity.Alias("card", "", "nowhere", "nobody", Origin{})
	e.Identity.Alias("person", "", "P-1", "P1", Origin{})
	for n, number := range []string{"0012", "12", "13"} {
		o := Origin{files[n%2], n + 2, NoTime}
		row, _ := e.Cards.Row(number, o)
		if err := e.Cards.Set(row, e.Cards.Column("series"), fmt.Sprint(n+4), o); err != nil {
			t.Fatal(err)
		}
	}
	for _, card := range []string{"0012", "12", "only in a sign-in", "14"} {
		if err := e.SignIns.Append(SignIn{At: 1, Card: card, Person: "P-1"}, Origin{}, nil); err != nil {
			t.Fatal(err)
		}
	}
	e.People.Row("P1", Origin{files[0], 2, NoTime})
	e.Finish()
	var got []string
	for row := range e.Cards.Len() {
		got = append(got, e.Cards.Key(row)+" series "+e.Cards.Column("series").Text(row)+fmt.Sprint(len(e.Cards.Disputes(row))))
	}
	for i := range e.SignIns.Len() {
		got = append(got, fmt.Sprint(e.SignIns.Card(i), e.SignIns.Person(i)))
	}
	want := []string{"12 series 51", "13 series 60", "14 series 0", "0 0", "0 0", "0 0", "2 0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cards and sign-ins (-want +got)\n%s", diff)
	}
	if unused := e.Identity.Unused(); len(unused) != 1 || unused[0].Value != "nowhere" {
		t.Errorf("unused: %+v", unused)
	}
}
