// Command package makes the installers of lanyard-agent of the zips of a release:
// MSI for Windows, deb and rpm for Linux, and beside the MSI the program alone, for
// shares. Given a key and its certificate it signs what goes to Windows.
//
// It compiles nothing: what an installer carries is what its zip holds, byte for byte
// (signed where there is a key). The instant of all files is that of the zip.
//
// The walk: release.go reads a zip, msi.go makes its MSI of agent.wxs by wixl, and
// nfpm.go its deb and rpm of agent.nfpm.yaml; sign.go signs. Signing aside, the bytes
// depend on the zip and the versions of the tools alone.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("package: ")
	zips := flag.String("zips", "out/dist", "folder with the zips of a release")
	out := flag.String("out", "out/packages", "folder for the packages; what it held is removed")
	var s signer
	flag.StringVar(&s.key, "sign-key", "", "`file` with the key that signs what goes to Windows")
	flag.StringVar(&s.certificate, "sign-cert", "", "`file` with its certificate and those between it and the root")
	flag.StringVar(&s.password, "sign-password", "", "`file` with the password of the key; none: it has none")
	flag.StringVar(&s.timestamp, "sign-timestamp", "", "`URL` of a time-stamp authority (RFC 3161); without one a signature ends with its certificate")
	flag.Parse()
	if err := run(*zips, *out, s); err != nil {
		log.Fatal(err)
	}
}

// run packages every zip of the agent in the folder zips, from the top of the tree.
func run(zips, out string, s signer) error {
	if err := s.complete(); err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(zips, "lanyard-agent-*.zip"))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no zip of lanyard-agent is in %s; make dist makes them", zips)
	}
	if err := os.RemoveAll(out); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, path := range paths {
		if err := pack(path, out, s); err != nil {
			return fmt.Errorf("packaging %s: %w", path, err)
		}
	}
	if s.key == "" {
		log.Print("NOT SIGNED: no key was given, so Windows will warn of what is in ", out, ". Give SIGN_KEY and SIGN_CERT")
	}
	return nil
}

// pack makes the packages of one zip.
func pack(path, out string, s signer) error {
	stage, err := os.MkdirTemp("", "lanyard-package-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(stage)
	r, err := unpack(path, stage)
	if err != nil {
		return err
	}
	switch r.os {
	case "windows":
		return windows(r, out, s)
	case "linux":
		return linux(r, out)
	}
	fmt.Printf("%s: there is no installer for %s\n", filepath.Base(path), r.os)
	return nil
}

// made says that a package is there.
func made(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Printf("%s  %.1f MB\n", path, float64(info.Size())/1e6)
	return nil
}
