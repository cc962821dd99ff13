package estates

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/wire"
)

// Gathering compares checking the bundles that the agents of an estate wrote, a
// file a device, with reading the same files by encoding/json, on as many
// goroutines as there are processors.
func Gathering(l *Lab, devices, programs int) ratio.Pair {
	return ratio.Pair{
		Name: fmt.Sprintf("checking %s bundles of %d programs", count(devices), programs),
		Prepare: func(p *ratio.Pair) error {
			dir, err := l.bundles(devices, programs)
			if err != nil {
				return err
			}
			p.B = ratio.Side{Name: "encoding/json", Do: func() { readBundles(dir) }}
			return l.checking(p, dir)
		},
		Limit: overJSON, PeakLimit: peakOfBundles, Rounds: 5, Items: devices,
	}
}

const (
	// overJSON is what the whole program, from its start to the answer, may cost
	// beside encoding/json alone.
	overJSON = 0.5
	// peakOfBundles is what it may take for a million: beside the estate it keeps
	// the newest bundle of each device until all are read.
	peakOfBundles = 700_000_000
)

// bundles writes a bundle for each of so many devices.
func (l *Lab) bundles(devices, programs int) (string, error) {
	dir := filepath.Join(l.root, fmt.Sprintf("bundles-%d-%d", devices, programs))
	if err := os.Mkdir(dir, 0o700); err != nil {
		return "", err
	}
	for n := range devices {
		b := bundle(n, programs)
		f, err := os.Create(filepath.Join(dir, b.Device.Name+".json"))
		if err != nil {
			return "", err
		}
		if err := b.Write(f); err != nil {
			return "", err
		}
		if err := f.Close(); err != nil {
			return "", err
		}
	}
	return dir, nil
}

// bundle is what an agent wrote on an invented device with so many programs and
// half as many findings: of 40 programs 13 kB. One in ten has an old agent, one in
// eight an old card in its reader.
func bundle(n, programs int) *wire.Bundle {
	taken := at.Add(-time.Duration(n%86400) * time.Second)
	version, series := "2.4.10.0", []int{8}
	if n%10 == 0 {
		version = "2.3.2.0"
	}
	if n%8 == 0 {
		series = []int{4, 5, 6}
	}
	b := &wire.Bundle{
		TakenAt: taken, Agent: "1.0.0", Inventory: "complete",
		Device: wire.Device{
			ID: fmt.Sprintf("%020x", n), Name: fmt.Sprintf("WARD-%07d", n), OS: "windows",
			OSName: "Windows 11 Pro 23H2", OSVersion: fmt.Sprintf("10.0.22631.%d", 4000+n%20), Arch: "amd64",
		},
		Clients:     []wire.Client{{Product: "identity-agent", Version: version, Running: true}},
		Readers:     []wire.Reader{{Name: "Invented Reader 0", State: "present"}},
		Cards:       []wire.Card{{Reader: "Invented Reader 0", ATR: "3B6A00FF4A434F50343156323231", Series: series}},
		Connections: []wire.Connection{{Host: "sign-in.example.org", TLS: "1.2", Cipher: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", By: "agent"}},
		Installed:   []wire.Installed{{Name: "NHS Identity Agent", Version: version, Publisher: "Invented Agents Ltd", View: "32"}},
	}
	for i := range programs {
		b.Installed = append(b.Installed, wire.Installed{
			Name: fmt.Sprintf("Invented Program %d (x64)", i), Version: fmt.Sprintf("%d.%d.0", i, n%7), Publisher: "Invented Software Ltd", View: "64",
		})
	}
	for i := range programs / 2 {
		b.Findings = append(b.Findings, wire.Finding{
			Check: fmt.Sprintf("invented.check-%d", i), Level: wire.Well, Say: strings.Repeat("A sentence for those who mend. ", 6),
			Values: []wire.Value{{Name: "version", Value: version}},
		})
	}
	return b
}

// readBundles reads every file of a folder by encoding/json, and counts what is
// installed.
func readBundles(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		panic(err)
	}
	names := make(chan string, 1000)
	var readers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		readers.Go(func() {
			for name := range names {
				src, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					panic(err)
				}
				var b wire.Bundle
				if err := json.Unmarshal(src, &b); err != nil || len(b.Installed) == 0 {
					panic(fmt.Sprintf("%s: %v", name, err))
				}
			}
		})
	}
	for _, e := range entries {
		names <- e.Name()
	}
	close(names)
	readers.Wait()
}
