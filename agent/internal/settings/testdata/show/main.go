// Command show prints the settings of the machine, for a test under Wine.
package main

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/settings"
)

func main() {
	s, err := settings.Read()
	for _, of := range []settings.Setting{s.Server, s.Notices, s.Collect, s.Organisation} {
		fmt.Printf("%q by %q\n", of.Value, of.From)
	}
	fmt.Println(err)
}
