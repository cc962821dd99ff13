package civil_test

import (
	"fmt"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

func ExampleZone_At() {
	london, err := civil.LoadZone("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"2025-07-08T10:00", "2025-03-30T01:30", "2025-10-26T01:30"} {
		written, err := civil.ParseDateTime(text)
		if err != nil {
			fmt.Println(err)
			return
		}
		at, resolution := london.At(written)
		fmt.Println(text, "is", at.Format(time.RFC3339), resolution)
	}
	// Output:
	// 2025-07-08T10:00 is 2025-07-08T10:00:00+01:00 exact
	// 2025-03-30T01:30 is 2025-03-30T02:30:00+01:00 gap
	// 2025-10-26T01:30 is 2025-10-26T01:30:00+01:00 fold
}

func ExampleZone_Start() {
	apia, err := civil.LoadZone("Pacific/Apia")
	if err != nil {
		fmt.Println(err)
		return
	}
	missing := civil.Date{Year: 2011, Month: time.December, Day: 30}
	start, resolution := apia.Start(missing)
	fmt.Println(missing, "starts at", start.Format(time.RFC3339), resolution)
	// Output:
	// 2011-12-30 starts at 2011-12-31T00:00:00+14:00 gap
}

func ExampleZone_Transitions() {
	london, err := civil.LoadZone("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	year := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, change := range london.Transitions(year, year.AddDate(1, 0, 0)) {
		fmt.Println(change.At.Format(time.RFC3339), change.Abbreviation, change.OffsetBefore, "to", change.OffsetAfter)
	}
	// Output:
	// 2025-03-30T02:00:00+01:00 BST 0 to 3600
	// 2025-10-26T01:00:00Z GMT 3600 to 0
}

func ExampleLoadZone() {
	_, err := civil.LoadZone("europe/london")
	fmt.Println(err)
	// Output:
	// zone "europe/london" is not known: write Europe/London
}

func ExampleParsePoint() {
	london, err := civil.LoadZone("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"2025-06", "2025-06-30", "2025-06-30T15:00", "2025-02-31"} {
		point, err := civil.ParsePoint(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(point, "is from", point.Start(london).Format(time.RFC3339), "until", point.End(london).Format(time.RFC3339))
	}
	// Output:
	// 2025-06 is from 2025-06-01T00:00:00+01:00 until 2025-07-01T00:00:00+01:00
	// 2025-06-30 is from 2025-06-30T00:00:00+01:00 until 2025-07-01T00:00:00+01:00
	// 2025-06-30T15:00 is from 2025-06-30T15:00:00+01:00 until 2025-06-30T15:00:00+01:00
	// "2025-02-31" is not a date: February 2025 has the days 1 to 28
}

func ExampleParseInstant() {
	london, err := civil.LoadZone("Europe/London")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"2025-07-08T09:30:00Z", "2025-07-08T10:30"} {
		at, _, err := civil.ParseInstant(text, london)
		fmt.Println(at.Format(time.RFC3339), err)
	}
	// Output:
	// 2025-07-08T10:30:00+01:00 <nil>
	// 2025-07-08T10:30:00+01:00 <nil>
}
