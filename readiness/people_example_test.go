package readiness_test

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// A nurse signs in at two computers, of which one has an old agent; a doctor has
// only that one.
func ExampleSurvey_Ways() {
	n, _ := notice.Parse("agents.yaml", []byte(`language: 1
notice: agents
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - id: agent
    of: client
    met: client.status == "supported"
    remedy: {do: update-agent, who: it-team, say: Update the agent.}
    phases: [{from: 2025-06, action: warn}, {from: 2025-09, action: block}]
catalogue:
  agent: {kind: client, generations: [{versions: "<2.4", status: unsupported}, {versions: ">=2.4", status: supported}]}
`))
	set, _ := notice.NewSet([]*notice.Notice{n}, notice.Options{Age: notice.AnyAge})

	zone, _ := civil.LoadZone("Europe/London")
	e := estate.New(zone, []string{"agent"})
	o := estate.Origin{Source: e.AddSource(estate.Source{Name: "example", Made: estate.NoTime}), Line: 1, Seen: estate.NoTime}
	for i, version := range []string{"2.3", "2.5"} {
		row, _ := e.Devices.Row(fmt.Sprint("WARD-", i+1), o)
		_ = e.Software.SetCell(row, 0, version, o)
	}
	day := time.Date(2025, 8, 1, 9, 0, 0, 0, time.UTC)
	for i, in := range []estate.SignIn{
		{Person: "nurse", Card: "0800000001", Device: "WARD-1"},
		{Person: "nurse", Card: "0800000001", Device: "WARD-1"},
		{Person: "nurse", Card: "0800000001", Device: "WARD-2"},
		{Person: "doctor", Card: "0800000002", Device: "WARD-1"},
	} {
		in.At = day.AddDate(0, 0, i).Unix()
		_ = e.SignIns.Append(in, o, func(string, string, error) {})
	}
	e.Finish()

	ways := readiness.NewSurvey(e, set, readiness.Options{}).Ways(readiness.WaysOptions{})
	for _, at := range []time.Time{day, time.Date(2025, 9, 1, 9, 0, 0, 0, time.UTC)} {
		people := ways.At(at).People(10)
		fmt.Println(people.At, people.Working, "can work")
		for _, p := range people.List {
			fmt.Printf("  %s: %s, to do: %v, meanwhile: %q\n", p.Person, p.Why, p.Do, p.Way)
		}
	}
	// Output:
	// 2025-08-01T10:00:00+01:00 2 can work
	// 2025-09-01T10:00:00+01:00 0 can work
	//   doctor: Agent 2.3 is unsupported, to do: [update-agent], meanwhile: ""
	//   nurse: Agent 2.3 is unsupported, to do: [update-agent], meanwhile: "at WARD-2"
}
