package pcsc

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Code is what a function of the library returns. Source: winscard.h of Windows, and
// pcsclite.h.
type Code uint32

// Codes that this package acts on.
const (
	success              Code = 0
	codeCancelled        Code = 0x80100002
	codeInvalidHandle    Code = 0x80100003
	codeInsufficient     Code = 0x80100008
	codeUnknownReader    Code = 0x80100009
	codeTimeout          Code = 0x8010000A
	codeSharingViolation Code = 0x8010000B
	codeNoCard           Code = 0x8010000C
	codeCommError        Code = 0x80100013
	codeNoService        Code = 0x8010001D
	codeServiceStopped   Code = 0x8010001E
	codeNoReaders        Code = 0x8010002E
	codeReset            Code = 0x80100068
	codeRemoved          Code = 0x80100069
)

// meaning is what a code tells: its name, and which error of package card it is.
type meaning struct {
	name string
	kind error // nil: none; the name has to do
}

// meanings of the codes of all systems. Numbers below 0x80100000 are Windows' own,
// which drivers let through.
var meanings = map[Code]meaning{
	0x80100001:           {"SCARD_F_INTERNAL_ERROR", nil},
	codeCancelled:        {"SCARD_E_CANCELLED", card.ErrCancelled},
	codeInvalidHandle:    {"SCARD_E_INVALID_HANDLE", card.ErrNoService}, // the service was started anew
	0x80100004:           {"SCARD_E_INVALID_PARAMETER", nil},
	0x80100005:           {"SCARD_E_INVALID_TARGET", nil},
	0x80100006:           {"SCARD_E_NO_MEMORY", nil},
	0x80100007:           {"SCARD_F_WAITED_TOO_LONG", card.ErrDeadline},
	codeInsufficient:     {"SCARD_E_INSUFFICIENT_BUFFER", card.ErrLimit},
	codeUnknownReader:    {"SCARD_E_UNKNOWN_READER", card.ErrNoReader},
	codeTimeout:          {"SCARD_E_TIMEOUT", card.ErrDeadline},
	codeSharingViolation: {"SCARD_E_SHARING_VIOLATION", card.ErrInUse},
	codeNoCard:           {"SCARD_E_NO_SMARTCARD", card.ErrNoCard},
	0x8010000D:           {"SCARD_E_UNKNOWN_CARD", nil},
	0x8010000E:           {"SCARD_E_CANT_DISPOSE", nil},
	0x8010000F:           {"SCARD_E_PROTO_MISMATCH", card.ErrProtocol},
	0x80100010:           {"SCARD_E_NOT_READY", card.ErrNoReader},
	0x80100011:           {"SCARD_E_INVALID_VALUE", nil},
	0x80100012:           {"SCARD_E_SYSTEM_CANCELLED", card.ErrCancelled},
	codeCommError:        {"SCARD_F_COMM_ERROR", card.ErrNoService}, // between program and service
	0x80100014:           {"SCARD_F_UNKNOWN_ERROR", nil},
	0x80100015:           {"SCARD_E_INVALID_ATR", card.ErrMute},
	0x80100016:           {"SCARD_E_NOT_TRANSACTED", card.ErrTransport},
	0x80100017:           {"SCARD_E_READER_UNAVAILABLE", card.ErrNoReader},
	0x80100018:           {"SCARD_P_SHUTDOWN", card.ErrNoService},
	0x80100019:           {"SCARD_E_PCI_TOO_SMALL", nil},
	0x8010001A:           {"SCARD_E_READER_UNSUPPORTED", card.ErrNoReader},
	0x8010001B:           {"SCARD_E_DUPLICATE_READER", nil},
	0x8010001C:           {"SCARD_E_CARD_UNSUPPORTED", nil},
	codeNoService:        {"SCARD_E_NO_SERVICE", card.ErrNoService},
	codeServiceStopped:   {"SCARD_E_SERVICE_STOPPED", card.ErrNoService},
	// pcsc-lite has this number for SCARD_E_UNSUPPORTED_FEATURE, too.
	0x8010001F:    {"SCARD_E_UNEXPECTED", nil},
	0x80100022:    {"SCARD_E_UNSUPPORTED_FEATURE", nil},
	0x80100027:    {"SCARD_E_NO_ACCESS", card.ErrRights},
	codeNoReaders: {"SCARD_E_NO_READERS_AVAILABLE", card.ErrNoReaders},
	0x8010002F:    {"SCARD_E_COMM_DATA_LOST", card.ErrTransport},
	0x80100031:    {"SCARD_E_SERVER_TOO_BUSY", card.ErrDeadline},
	0x80100065:    {"SCARD_W_UNSUPPORTED_CARD", card.ErrMute},
	0x80100066:    {"SCARD_W_UNRESPONSIVE_CARD", card.ErrMute},
	0x80100067:    {"SCARD_W_UNPOWERED_CARD", card.ErrReset},
	codeReset:     {"SCARD_W_RESET_CARD", card.ErrReset},
	codeRemoved:   {"SCARD_W_REMOVED_CARD", card.ErrRemoved},
	0x8010006A:    {"SCARD_W_SECURITY_VIOLATION", card.ErrRights}, // polkit's no, with pcsc-lite
	0x8010006E:    {"SCARD_W_CANCELLED_BY_USER", card.ErrCancelled},

	1:    {"ERROR_INVALID_FUNCTION", nil}, // what a driver says to a request that it does not know
	5:    {"ERROR_ACCESS_DENIED", card.ErrRights},
	6:    {"ERROR_INVALID_HANDLE", card.ErrNoService},
	22:   {"ERROR_BAD_COMMAND", card.ErrNoReader}, // the reader was unplugged
	31:   {"ERROR_GEN_FAILURE", card.ErrTransport},
	50:   {"ERROR_NOT_SUPPORTED", nil},
	109:  {"ERROR_BROKEN_PIPE", card.ErrNoService},          // the service ended; in a remote session, there is no redirection
	120:  {"ERROR_CALL_NOT_IMPLEMENTED", card.ErrNoService}, // a winscard.dll that is empty, such as Wine's
	121:  {"ERROR_SEM_TIMEOUT", card.ErrDeadline},
	995:  {"ERROR_OPERATION_ABORTED", card.ErrCancelled},
	1117: {"ERROR_IO_DEVICE", card.ErrTransport},
	1460: {"ERROR_TIMEOUT", card.ErrDeadline},
}

// String returns the name of the code and its number: "SCARD_E_TIMEOUT (0x8010000A)".
func (c Code) String() string {
	if m, ok := meanings[c]; ok {
		return fmt.Sprintf("%s (0x%08X)", m.name, uint32(c))
	}
	return fmt.Sprintf("code 0x%08X", uint32(c))
}

// unsupported tells that the driver does not know what it was asked for.
func (c Code) unsupported() bool {
	return c == 0x80100022 || c == 0x8010001F || c == 50 || c == 1
}
