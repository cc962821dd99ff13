package fact_test

import (
	"fmt"

	"github.com/lanyard-id/lanyard/fact"
)

func ExampleParseVersion() {
	windows, _ := fact.ParseVersion("10.0.19041.4474 (WinBuild.160101.0800)")
	header, _ := fact.ParseVersion("10. 0. 0. 1")
	fmt.Println(windows.Canonical(), header.Canonical(), windows.Compare(header))
	_, err := fact.ParseVersion("latest")
	fmt.Println(err)
	// Output:
	// 10.0.19041.4474 10.0.0.1 1
	// "latest": not a version: it does not begin with a digit; write it like 2.4.5.0
}

func ExampleRange() {
	supported, _ := fact.ParseRange(">=2.4.5.0,<2.4.10.0")
	v, _ := fact.ParseVersion("2.4.5.0-1")
	fmt.Println(supported.Contains(v), supported.Words())
	// Output: true at least 2.4.5.0 and below 2.4.10.0
}

func ExampleRange_Overlaps() {
	older, _ := fact.ParseRange("<=2.4.5.0")
	newer, _ := fact.ParseRange(">=2.4.5.0")
	both, _ := older.And(newer).First()
	fmt.Println(older.Overlaps(newer), both)
	// Output: true 2.4.5.0
}

func ExampleParseTLS() {
	v, _ := fact.ParseTLS("TLSv1")
	fmt.Println(v, v < fact.TLS12)
	// Output: TLS 1.0 true
}

func ExampleParseCell() {
	fits, _ := fact.ParseRange(">=2.4.5.0")
	for _, text := range []string{"2.3.2.0;2.4.10.0", "2.3.2.0;+", "-", ""} {
		cell, _ := fact.ParseCell(text)
		fmt.Printf("%q %v %v\n", text, cell.Installed(), cell.Any(fits))
	}
	// Output:
	// "2.3.2.0;2.4.10.0" true true
	// "2.3.2.0;+" true unknown
	// "-" false false
	// "" unknown unknown
}

func ExampleCell_Reconcile() {
	for _, said := range [][2]string{{"-", "+"}, {"5.1", "+"}, {"2.3.2.0", "2.4.10.0"}} {
		inventory, _ := fact.ParseCell(said[0])
		signIn, _ := fact.ParseCell(said[1])
		fmt.Printf("%q\n", inventory.Reconcile(signIn))
	}
	// Output:
	// ""
	// "5.1"
	// "+"
}

func ExampleLookup() {
	series, _ := fact.Lookup("card", "series")
	fmt.Println(series.Path(), series.Type, series.Several)
	_, ok := fact.Lookup("card", "colour")
	fmt.Println(ok)
	// Output:
	// card.series int true
	// false
}
