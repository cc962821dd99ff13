package cards

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Reader is one reader of the stack.
type Reader struct {
	Name    string // as pcscd names it, such as "Invented Reader A 00 00"
	Address string // where a virtual card connects to be put into it
}

const (
	firstPort = 0x8C7B // 35963, vpcd's own default
	perDriver = 2      // readers that one copy of the driver has
	// maxReaders is how many pcscd can have. Source: PCSCLITE_MAX_READERS_CONTEXTS
	// in pcsclite.h.
	maxReaders = 16
)

// configure writes the configuration of pcscd for that many readers into a folder
// and returns their addresses. The driver keeps what it knows of its cards in one
// table for the whole library, so each pair of readers gets a copy of it: pcscd
// loads it again under another name.
func configure(folder, driver string, readers int) ([]string, error) {
	code, err := os.ReadFile(driver)
	if err != nil {
		return nil, fmt.Errorf("reading the driver of the virtual readers: %w", err)
	}
	config := filepath.Join(folder, "reader.conf.d")
	if err := os.MkdirAll(config, 0o755); err != nil {
		return nil, err
	}
	var text strings.Builder
	var addresses []string
	for pair := range (readers + perDriver - 1) / perDriver {
		library := filepath.Join(folder, fmt.Sprintf("driver%d.so", pair))
		if err := os.WriteFile(library, code, 0o755); err != nil {
			return nil, err
		}
		port := firstPort + perDriver*pair
		fmt.Fprintf(&text, "FRIENDLYNAME \"Invented Reader %c\"\nDEVICENAME /dev/null:0x%X\nLIBPATH %s\nCHANNELID 0x%X\n\n", 'A'+pair, port, library, port)
		for slot := range perDriver {
			addresses = append(addresses, net.JoinHostPort("127.0.0.1", strconv.Itoa(port+slot)))
		}
	}
	return addresses, os.WriteFile(filepath.Join(config, "virtual"), []byte(text.String()), 0o644)
}
