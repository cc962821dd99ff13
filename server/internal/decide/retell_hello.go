package decide

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
)

// retellHello tells a ClientHello: its lists, by which its client is found among
// others, and the bytes, with which it is sent again.
func retellHello(b *strings.Builder, sent []byte) {
	if len(sent) == 0 {
		return
	}
	fmt.Fprintf(b, "\nThe ClientHello\n")
	h, err := clienthello.Read(sent)
	if err != nil {
		fmt.Fprintf(b, "  Not all can be told: %v\n", err)
	}
	if h != nil {
		retellLists(b, h)
	}
	fmt.Fprintf(b, "  As it was sent, with zeros for what is another in each hello or was given to this client alone;\n")
	fmt.Fprintf(b, "  base64 -d | nc HOST PORT sends it again:\n    %s\n", base64.StdEncoding.EncodeToString(sent))
}

func retellLists(b *strings.Builder, h *clienthello.Hello) {
	if h.SSL2 {
		fmt.Fprintf(b, "  In the form of SSL 2.0\n")
		line(b, "Version", clienthello.VersionName(h.Version))
	} else {
		line(b, "Version field", clienthello.VersionName(h.Version))
	}
	list(b, "Versions", h.Versions, clienthello.VersionName)
	if h.SessionID > 0 {
		fmt.Fprintf(b, "  Session id: %d bytes: it has been here before, or pretends so as TLS 1.3 does\n", h.SessionID)
	} else {
		fmt.Fprintf(b, "  Session id: none\n")
	}
	list(b, "Ciphers", h.Ciphers, clienthello.CipherName)
	list(b, "Ciphers of SSL 2.0", h.SSL2Ciphers, func(v uint32) string { return fmt.Sprintf("%#06x", v) })
	list(b, "Compressions", h.Compressions, decimal)
	list(b, "Extensions", h.Extensions, clienthello.ExtensionName)
	line(b, "Name asked for", h.ServerName)
	list(b, "Groups", h.Groups, clienthello.GroupName)
	list(b, "Keys sent for", h.KeyShares, clienthello.GroupName)
	list(b, "Point formats", h.PointFormats, decimal)
	list(b, "Signature algorithms", h.Signatures, clienthello.SignatureName)
	list(b, "Those of certificates", h.CertSignatures, clienthello.SignatureName)
	list(b, "Protocols (ALPN)", h.ALPN, plain)
}

func decimal(v byte) string { return fmt.Sprint(v) }

// list writes a line of what is in a list, in its order.
func list[T any](b *strings.Builder, name string, values []T, nameOf func(T) string) {
	var names []string
	for _, v := range values {
		names = append(names, nameOf(v))
	}
	line(b, name, strings.Join(names, " "))
}
