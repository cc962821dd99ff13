package sample_test

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/sample"
)

func ExampleWrite() {
	parent, err := os.MkdirTemp("", "")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(parent)
	written, err := sample.Write(filepath.Join(parent, "estate"), sample.Options{
		Devices: 100,
		Seed:    7,
		At:      time.Date(2025, time.July, 8, 9, 0, 0, 0, time.UTC),
		Formats: []sample.Format{sample.IntuneDevices, sample.ODS},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range written {
		fmt.Println(file.File, file.Kind)
	}
	// Output:
	// DevicesWithInventory.csv intune-devices
	// epraccur.csv practices
	// alias.csv aliases
	// product-alias.csv product-aliases
	// organisation-patterns.csv organisation-patterns
}

func ExampleFormats() {
	for _, format := range sample.Formats()[:2] {
		fmt.Printf("%s: %s\n", format, format.Doc())
	}
	// Output:
	// canonical: Lanyard's own files: organisations, contacts, people, devices, cards, applications, sign-ins, exemptions and pauses.
	// intune: Intune's AppInvRawData: a row for every application on every managed device.
}
