package main

import (
	"errors"
	"os"
	"path/filepath"
)

// signer signs for Windows (Authenticode). The zero signer has no key and signs
// nothing.
type signer struct {
	key, certificate string // files
	password         string // a file: a command line is seen by everybody on the machine
	timestamp        string // URL
}

// complete refuses a signer that would sign with half of what it needs.
func (s signer) complete() error {
	if (s.key == "") != (s.certificate == "") {
		return errors.New("a signature needs both a key and a certificate: give SIGN_KEY and SIGN_CERT")
	}
	if s.key == "" && (s.password != "" || s.timestamp != "") {
		return errors.New("a password or a time-stamp authority is given and no key: give SIGN_KEY and SIGN_CERT")
	}
	return nil
}

// sign signs a file in its place, if there is a key. It keeps the file's instant.
func (s signer) sign(path, description string) error {
	if s.key == "" {
		return nil
	}
	before, err := os.Stat(path)
	if err != nil {
		return err
	}
	signed := path + ".signed"
	args := []string{"sign", "-h", "sha256", "-n", description, "-i", home, "-key", s.key, "-certs", s.certificate}
	if s.password != "" {
		args = append(args, "-readpass", s.password)
	}
	if s.timestamp != "" {
		args = append(args, "-ts", s.timestamp)
	}
	if filepath.Ext(path) == ".msi" {
		args = append(args, "-add-msi-dse") // the directory of the file is signed too
	}
	if _, err := tool("", nil, "osslsigncode", append(args, "-in", path, "-out", signed)...); err != nil {
		os.Remove(signed)
		return err
	}
	if err := os.Rename(signed, path); err != nil {
		return err
	}
	return os.Chtimes(path, before.ModTime(), before.ModTime())
}
