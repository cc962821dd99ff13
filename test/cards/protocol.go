package cards

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"
)

// The socket of pcscd and what is said on it. It is spoken here, rather than
// libpcsclite loaded, so that what tests wait for does not stand on what they test.
// Source: winscard_msg.h of pcsc-lite 1.9.9; all numbers are little-endian.
const (
	socketPath = "/run/pcscd/pcscd.comm"

	commandVersion = 0x11
	commandWait    = 0x13 // answered with all states, and once more when one changes

	protocolMajor, protocolMinor = 4, 4

	stateBytes = 184
	eventBytes = 8
)

// Bits of a reader's state. Source: pcsclite.h.
const (
	statePresent   = 0x0004
	stateSwallowed = 0x0008 // a card that cannot be switched on
)

// patience bounds what is awaited: pcscd looks at its readers every 400 ms, and the
// machine may be busy.
const patience = 60 * time.Second

// State is what pcscd sees in one reader.
type State struct {
	Name    string
	Events  uint32 // how often a card was put in or pulled out
	Present bool
	Mute    bool   // there is a card, and it does not answer to a reset
	ATR     []byte // nil: none, or a mute one
}

// watch calls seen with the states of all readers, at once and after each change,
// until it returns true.
func watch(seen func([]State) bool) error {
	conn, err := net.DialTimeout("unix", socketPath, patience)
	if err != nil {
		return fmt.Errorf("connecting to pcscd: %w", err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if err := greet(conn); err != nil {
		return err
	}
	for {
		if err := send(conn, commandWait, nil); err != nil {
			return err
		}
		states := make([]byte, maxReaders*stateBytes)
		if _, err := io.ReadFull(conn, states); err != nil {
			return fmt.Errorf("reading the state of readers from pcscd: %w", err)
		}
		if seen(parseStates(states)) {
			return nil // closing the connection ends the waiting
		}
		if _, err := io.ReadFull(conn, make([]byte, eventBytes)); err != nil {
			return fmt.Errorf("waiting for pcscd to see a change: %w", err)
		}
	}
}

// greet agrees on a version: ours, or the one that pcscd answers.
func greet(conn net.Conn) error {
	minor := uint32(protocolMinor)
	for range 2 {
		body := binary.LittleEndian.AppendUint32(nil, protocolMajor)
		body = binary.LittleEndian.AppendUint32(body, minor)
		if err := send(conn, commandVersion, append(body, 0, 0, 0, 0)); err != nil {
			return err
		}
		answer := make([]byte, 12)
		if _, err := io.ReadFull(conn, answer); err != nil {
			return fmt.Errorf("agreeing on a version with pcscd: %w", err)
		}
		if binary.LittleEndian.Uint32(answer[8:]) == 0 {
			return nil
		}
		minor = binary.LittleEndian.Uint32(answer[4:])
	}
	return fmt.Errorf("pcscd speaks another protocol than %d.%d", protocolMajor, protocolMinor)
}

func send(conn net.Conn, command uint32, body []byte) error {
	message := binary.LittleEndian.AppendUint32(nil, uint32(len(body)))
	message = binary.LittleEndian.AppendUint32(message, command)
	if _, err := conn.Write(append(message, body...)); err != nil {
		return fmt.Errorf("asking pcscd: %w", err)
	}
	return nil
}

// parseStates reads the states of readers; those without a name are not there.
func parseStates(b []byte) []State {
	var all []State
	for ; len(b) >= stateBytes; b = b[stateBytes:] {
		name, _, _ := bytes.Cut(b[:128], []byte{0})
		if len(name) == 0 {
			continue
		}
		bits := binary.LittleEndian.Uint32(b[132:])
		s := State{
			Name: string(name), Events: binary.LittleEndian.Uint32(b[128:]),
			Present: bits&statePresent != 0, Mute: bits&stateSwallowed != 0,
		}
		if n := binary.LittleEndian.Uint32(b[176:]); n > 0 && n <= 33 && s.Present {
			s.ATR = bytes.Clone(b[140 : 140+n])
		}
		all = append(all, s)
	}
	return all
}
