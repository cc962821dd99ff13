// Command try looks at a PKCS #11 module as the agent does, in a process of its own,
// and prints what became of it as JSON. It is for development, for tests of the
// Windows build, and for the benchmark; it is in no release.
//
//	try MODULE                      load it and look into its slots
//	try -sign N -pin-file F MODULE  make a test signature with the first certificate
//	                                of RSA, then N more, and tell how long these took
//	try -inside …                   with the module in this process, to compare
//	try -inside -id 01 …            as pkcs11-tool does it: by the key's id
//
// The PIN is read from a file, never taken as an argument.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/apart"
)

// result is what is printed.
type result struct {
	apart.Report
	Signed *signed `json:"signed,omitempty"`
	Failed string  `json:"failed,omitempty"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == apart.Verb {
		if err := apart.Serve(os.Args[2:]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "try:", err)
		os.Exit(1)
	}
}

func run() error {
	inside := flag.Bool("inside", false, "load the module into this process")
	sign := flag.Int("sign", -1, "make a test signature, and `N` more")
	id := flag.String("id", "", "with -inside: sign with the key of this `ID`, in hex, and look at no certificate")
	pinFile := flag.String("pin-file", "", "read the PIN from `FILE`")
	env := flag.String("env", "", "`NAME=VALUE` for the module's environment, several between spaces")
	timeout := flag.Duration("timeout", apart.DefaultTimeout, "how long a request may take")
	flag.Parse()
	if flag.NArg() != 1 {
		return fmt.Errorf("the full path of one module is needed, not %d", flag.NArg())
	}
	var r result
	var err error
	if *inside {
		r.Signed, err = signInside(flag.Arg(0), *pinFile, *id, max(*sign, 0))
	} else {
		o := apart.Options{Module: flag.Arg(0), Env: strings.Fields(*env), Timeout: *timeout}
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
		defer cancel()
		var p *apart.Process
		if *sign < 0 {
			r.Report = probe(o)
		} else if p, r.Report = apart.Examine(context.Background(), o); p != nil {
			defer p.Close()
			r.Signed, err = signApart(ctx, p, r.Report, *pinFile, *sign)
		}
	}
	if err != nil {
		r.Failed = err.Error()
	}
	out := json.NewEncoder(os.Stdout)
	out.SetIndent("", "  ")
	return out.Encode(r)
}

// probe leaves the deadline to the requests.
func probe(o apart.Options) apart.Report { return apart.Probe(context.Background(), o) }
