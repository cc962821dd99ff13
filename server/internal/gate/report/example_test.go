package report_test

import (
	"fmt"
	"os"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/server/internal/gate/report"
)

func ExampleMake() {
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	opens := time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)
	journal := func(from, until time.Time, each func(code string, at time.Time, isSequel bool, record []byte) error) error {
		if from.Before(opens) {
			return nil // it does not reach back to the weeks before
		}
		return each("K7Q2M9XD4T6", opens.Add(5*time.Minute), false, []byte(`{"signIn":{},"answer":{"decision":"block","findings":[{"requirement":"identity-agent","result":"unmet","action":"block"}]},"gate":{"asked":"block","device":"PC-1","organisation":"RXX"}}`))
	}
	r, err := report.Make(report.Options{
		From: opens, Until: opens.Add(time.Hour), Now: opens.Add(2 * time.Hour), Zone: zone,
		Requirement: "identity-agent", Title: "Identity Agent is a supported version",
	}, journal)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Blocked.Who.Devices, "refused,", len(r.Away), "not back")
	if err := r.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 refused, 1 not back
	// organisation,organisation_name,contact,phone,hours,counted_as,id,device,device_name,last_refused_at,refused,refused_after_window,denied_by_service,proven,device_used_since,code
	// RXX,,,,,device,PC-1,PC-1,,2025-07-08T10:05:00+01:00,1,0,0,no,no,K7Q2M9XD4T6
}
