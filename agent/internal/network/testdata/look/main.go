// Command look looks at one address and writes what it saw, for tests under Wine.
package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/network"
)

func main() {
	port, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	n := network.Look(context.Background(), network.Options{
		Hosts: []network.Target{{Name: "127.0.0.1", Port: port}}, Versions: []string{"1.2", "1.0"},
		Ports: []network.Port{{Number: port + 1, Of: "nobody", Path: "/"}}, Budget: time.Minute,
	})
	if err := network.Write(os.Stdout, n); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
