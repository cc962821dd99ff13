package laws

import (
	"slices"
	"strings"
	"testing"
)

// law is one rule over the sources.
type law struct {
	name     string
	why      string
	breaches func(tree) []string
	// Trees that break the law, and trees that come near and do not: a law is
	// only as good as what it is seen to catch.
	broken, kept []map[string]string
}

var laws = []law{
	agentAndServer,
	agentRoomsApart,
	agentJudgesUnseeing,
	onlyOneImportsCEL,
	onlyOneImportsYAML,
	pureImports,
	pureRooms,
	testsApart,
	pureClock,
	roomsApart,
	onlyProgramsExit,
	noCgo,
	noSilentSkip,
	decodersAreFuzzed,
	packageComments,
}

func TestLaws(t *testing.T) {
	sources := load(t)
	for _, l := range laws {
		t.Run(l.name, func(t *testing.T) {
			if found := l.breaches(sources); len(found) > 0 {
				slices.Sort(found)
				t.Errorf("%s\nwhy this is a law: %s", strings.Join(found, "\n"), l.why)
			}
		})
	}
}

func TestLawsCatch(t *testing.T) {
	for _, l := range laws {
		t.Run(l.name, func(t *testing.T) {
			if len(l.broken) == 0 || len(l.kept) == 0 {
				t.Fatal("a law needs a tree that breaks it and one that does not")
			}
			for _, sources := range l.broken {
				if len(l.breaches(planted(t, sources))) == 0 {
					t.Errorf("the law does not catch\n%s", show(sources))
				}
			}
			for _, sources := range l.kept {
				for _, breach := range l.breaches(planted(t, sources)) {
					t.Errorf("the law catches what it should not: %s\n%s", breach, show(sources))
				}
			}
		})
	}
}

func show(sources map[string]string) string {
	var text strings.Builder
	for name, source := range sources {
		text.WriteString("-- " + name + "\n" + source + "\n")
	}
	return text.String()
}
