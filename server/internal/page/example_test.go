package page_test

import (
	"bytes"
	"fmt"
	"os"
	"regexp"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/page"
)

func ExampleWrite() {
	report := &readiness.Report{
		At:      "2025-07-02T09:00:00+01:00",
		Notices: []notice.Edition{{Notice: "care-identity-2025", Revision: 3}},
		People:  readiness.People{From: "sign-ins", Working: 210, Interrupted: 2, Stranded: 1},
	}
	var html bytes.Buffer
	if err := page.Write(&html, report, page.Options{Sample: true}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Printf("%s\n", regexp.MustCompile(`<p class="lead">(.*?) </p>`).FindSubmatch(html.Bytes())[1])
	// Output: 3 people cannot work as usual on Wednesday 2 July 2025, 09:00; 1 of them has no way left. No block is planned.
}

func ExampleWriteSheet() {
	practice := &readiness.Practice{
		At: "2025-07-02T09:00:00+01:00", Organisation: "X00007", Name: "Nowhere Surgery", FineDevices: 14,
	}
	var html bytes.Buffer
	if err := page.WriteSheet(&html, practice, page.Options{}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Printf("%s\n", regexp.MustCompile(`<title>(.*?)</title>`).FindSubmatch(html.Bytes())[1])
	// Output: Nowhere Surgery: smartcards and computers
}
