//go:build windows

// Command keys sets a value below keys that are not there, in the view that it is told,
// and takes all of it away again.
package main

import (
	"fmt"
	"os"
	"slices"

	"github.com/lanyard-id/lanyard/agent/internal/mend"
)

func main() {
	v := mend.Value{Root: mend.Machinewide, Key: `SOFTWARE\Lanyard Test\Below\Lowest`, View: os.Args[1], Name: "Number"}
	c := mend.Change{Value: &v}
	say := func(what string) {
		state, err := mend.This{}.Look(c)
		fmt.Println(what, state, err)
	}
	say("before")
	made, err := mend.This{}.Set(c, mend.State{Number: 7})
	fmt.Printf("made %q %v\n", made, err)
	say("set")
	_, err = mend.This{}.Set(c, mend.State{Absent: true})
	fmt.Println("unset", err)
	for _, key := range slices.Backward(made) {
		fmt.Println("unmade", mend.This{}.Unmake(v, key))
	}
	say("after")
}
