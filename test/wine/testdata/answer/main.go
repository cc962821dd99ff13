//go:build windows

// Command answer says what Windows it runs in and what the registry holds in both
// views, and ends with the code that it is given. The tests of test/wine run it.
package main

import (
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
)

func main() {
	if len(os.Args) != 2 {
		os.Exit(2) // and says nothing
	}
	code, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	v := windows.RtlGetVersion()
	fmt.Printf("windows %d.%d.%d\n", v.MajorVersion, v.MinorVersion, v.BuildNumber)
	for _, view := range []uint32{registry.WOW64_64KEY, registry.WOW64_32KEY} {
		k, err := registry.OpenKey(registry.LOCAL_MACHINE, `SOFTWARE\Lanyard Test`, registry.QUERY_VALUE|view)
		if err != nil {
			fmt.Println(err)
			continue
		}
		text, _, err := k.GetStringValue("Which")
		fmt.Printf("%q %v\n", text, err)
		k.Close()
	}
	os.Exit(code)
}
