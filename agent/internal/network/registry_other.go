//go:build !windows

package network

func systemRegistry() Registry { return nil }
