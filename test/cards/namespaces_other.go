//go:build !linux

package cards

const errNotLinux = plain("network and mount namespaces are Linux's alone")

func again() (int, error) { return 0, errNotLinux }

func settle() error { return errNotLinux }
