package server

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lanyard-id/lanyard/server/internal/clienthello"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
	"github.com/lanyard-id/lanyard/server/internal/journal"
	"github.com/lanyard-id/lanyard/test/need"
)

// refusingNotice refuses in the handshake what offers TLS 1.2 or above. What offers
// less is refused by a gate that has no certificate for old TLS. So every hello is,
// in one way or the other.
const refusingNotice = `language: 1
notice: agents
revision: 1
published: 2025-06
zone: Europe/London
contact: {name: Invented desk, phone: "0300 000 0000"}
requirements:
  - id: tls
    of: connection
    title: An invented rule that no client of today meets
    met: connection.tls < tls("1.2")
    remedy: {do: update, who: it-team, say: Update it., tell: This computer is refused.}
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: end, from: 2025-07, action: block, refuse: handshake}
`

func startRefusing(t testing.TB) *gateWorld {
	return startGate(t, func(c *GateConfig) {
		c.Notices = []string{write(t, filepath.Dir(c.Journal), "agents.yaml", refusingNotice)}
		c.Armed = digestOf(t, refusingNotice)
	})
}

// keptHello is the newest record of the journal, of which there are n, and the hello
// in it.
func (w *gateWorld) keptHello(n int) (evidence.Kept, []byte) {
	w.Helper()
	var kept evidence.Kept
	records := 0
	_, err := journal.Scan(filepath.Join(w.dir, "journal"), time.Time{}, time.Time{}, func(f journal.Found) (err error) {
		records++
		kept, err = evidence.Parse(f.Record)
		return err
	})
	if err != nil || records != n {
		w.Fatalf("%d records, want %d; %v", records, n, err)
	}
	if kept.Detail == nil {
		return kept, nil
	}
	return kept, kept.Detail.Hello
}

// told is what a client that is not ours says that it sent: its bytes, or lists of them.
type told struct {
	bytes []byte
	lists clienthello.Hello
}

// TestRefusedHellosAreWhatWasSent: what is kept of a refused handshake is what the
// client says that it sent, list by list where it tells lists, and byte by byte where
// it tells bytes, but for those that are never kept.
func TestRefusedHellosAreWhatWasSent(t *testing.T) {
	w := startRefusing(t)
	_, port, err := net.SplitHostPort(w.Front)
	if err != nil {
		t.Fatal(err)
	}
	s_client := func(flags ...string) []string {
		return append([]string{need.Program(t, "openssl"), "s_client", "-connect", w.Front, "-cipher", "DEFAULT@SECLEVEL=0", "-trace"}, flags...)
	}
	old := func(k evidence.Kept) bool {
		return k.Handshake != nil && k.Handshake.Alert == 70 && k.Handshake.Port > 0
	}
	modern := func(k evidence.Kept) bool { return k.Gate != nil && k.Gate.Extractor == "handshake" && k.Gate.Port > 0 }
	for i, tt := range []struct {
		name    string
		command []string
		read    func(*testing.T, string) told
		kind    func(evidence.Kept) bool
	}{
		{"openssl by TLS 1.0", s_client("-servername", "gate.test", "-tls1"), ofOpenSSL, old},
		{"openssl by TLS 1.1", s_client("-servername", "gate.test", "-tls1_1", "-alpn", "http/1.1"), ofOpenSSL, old},
		{"openssl by TLS 1.2", s_client("-servername", "gate.test", "-tls1_2", "-sigalgs", "RSA+SHA256:ECDSA+SHA384", "-groups", "P-384:X25519", "-alpn", "h2,http/1.1"), ofOpenSSL, modern},
		{"openssl by TLS 1.3", s_client("-servername", "gate.test", "-tls1_3", "-status"), ofOpenSSL, modern},
		{"openssl without a name", s_client("-tls1", "-noservername", "-no_ticket"), ofOpenSSL, old},
		{"curl by TLS 1.0", []string{need.Program(t, "curl"), "-sS", "--trace", "-", "--tlsv1.0", "--tls-max", "1.0", "--ciphers", "DEFAULT@SECLEVEL=0", "https://" + w.Front}, ofCurl, old},
		{"curl by all that it has", []string{need.Program(t, "curl"), "-sS", "--trace", "-", "https://" + w.Front}, ofCurl, modern},
		{"gnutls-cli by TLS 1.0", []string{need.Program(t, "gnutls-cli"), "-d", "4", "--insecure", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.0", "-p", port, "127.0.0.1"}, ofGnuTLS, old},
		{"gnutls-cli by all that it has", []string{need.Program(t, "gnutls-cli"), "-d", "4", "--insecure", "-p", port, "127.0.0.1"}, ofGnuTLS, modern},
	} {
		shown, _ := exec.Command(tt.command[0], tt.command[1:]...).CombinedOutput() // it fails: it is refused
		kept, sent := w.keptHello(i + 1)
		if !tt.kind(kept) {
			t.Errorf("%s: kept as %+v", tt.name, kept)
		}
		h, err := clienthello.Read(sent)
		if err != nil {
			t.Errorf("%s: %v in %x", tt.name, err, sent)
			continue
		}
		said := tt.read(t, string(shown))
		if said.bytes != nil {
			if got := sent[5:]; !bytes.Equal(clienthello.Mask(slices.Concat(sent[:5], said.bytes))[5:], got) || bytes.Contains(sent, said.bytes[6:38]) {
				t.Errorf("%s sent\n%x, and kept is\n%x", tt.name, said.bytes, got)
			}
		}
		if said.lists.Extensions != nil {
			ignore := []string{"KeyShares", "Compressions"}
			if said.lists.Ciphers == nil { // it does not tell all
				ignore = append(ignore, "Version", "SessionID", "Ciphers", "ServerName", "Versions", "PointFormats", "ALPN")
			}
			if diff := cmp.Diff(&said.lists, h, cmpopts.IgnoreFields(clienthello.Hello{}, ignore...), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s (-said +kept)\n%s", tt.name, diff)
			}
		}
		// Sent again it is refused again, and kept as the same: in a gate of its own, so
		// that the records of this one stay in step.
		if alert, again := startRefusing(t).sendAgain(sent); alert != 70 || !bytes.Equal(again, sent) {
			t.Errorf("%s, sent again: alert %d, and kept is\n%x, want\n%x", tt.name, alert, again, sent)
		}
	}
}

// TestListOfRefusedHandshakes finds a code by what there is to know, and by the code
// what was offered.
func TestListOfRefusedHandshakes(t *testing.T) {
	w := startGate(t, func(c *GateConfig) {
		oldCertificate(t, c)
		text := strings.ReplaceAll(refusingNotice, `< tls("1.2")`, `> tls("1.2")`)
		c.Notices = []string{write(t, filepath.Dir(c.Journal), "agents.yaml", text)}
		c.Armed = digestOf(t, text)
	})
	if shown, _ := exec.Command(need.Program(t, "openssl"), "s_client", "-connect", w.Front, "-servername", "gate.test", "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0").CombinedOutput(); !bytes.Contains(shown, []byte("alert number 70")) {
		t.Fatalf("%s", shown)
	}
	dir := filepath.Join(w.dir, "journal")
	var list, record bytes.Buffer
	if damaged, err := GateHandshakes(&list, dir, time.Time{}, time.Time{}); err != nil || damaged != nil {
		t.Fatal(damaged, err)
	}
	m := regexp.MustCompile(`^1 refused, (?s:.*)Highest TLS offered: 1\.1\n  Server name: gate\.test\n  Addresses: 1: 127\.0\.0\.1\n  All that was offered: lanyard replay (\S+)\n$`).FindStringSubmatch(list.String())
	if m == nil {
		t.Fatalf("%s", list.String())
	}
	if damaged, err := Replay(&record, m[1], dir); err != nil || damaged != nil {
		t.Fatal(damaged, err)
	}
	for _, want := range []string{"refused in the handshake, by TLS alert 70", "From: 127.0.0.1, port ", "Groups: x25519 secp256r1 ", "base64 -d"} {
		if !strings.Contains(record.String(), want) {
			t.Errorf("no %q in\n%s", want, record.String())
		}
	}
	if strings.Contains(record.String(), "Let in by") {
		t.Errorf("it was not let in:\n%s", record.String())
	}
	list.Reset()
	if _, err := GateHandshakes(&list, dir, time.Time{}, time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)); err != nil || !strings.Contains(list.String(), "No handshake was refused.") {
		t.Errorf("%s, %v", list.String(), err)
	}
}

// sendAgain sends bytes in one piece, and returns the alert that comes and what is
// kept then, as the first record of the journal.
func (w *gateWorld) sendAgain(sent []byte) (alert byte, kept []byte) {
	w.Helper()
	alert = w.alertFor(sent, len(sent))
	_, kept = w.keptHello(1)
	return alert, kept
}

// alertFor sends bytes in pieces and returns the alert that comes back; 0 = none.
func (w *gateWorld) alertFor(sent []byte, most int) byte {
	w.Helper()
	c, err := net.Dial("tcp", w.Front)
	if err != nil {
		w.Fatal(err)
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(time.Minute))
	for piece := range slices.Chunk(sent, most) { // each is a segment: TCP does not wait for more
		if _, err := c.Write(piece); err != nil {
			w.Fatal(err)
		}
	}
	back, err := io.ReadAll(c)
	if err != nil || len(back) != 7 || back[0] != 21 || back[5] != 2 {
		w.Errorf("what comes back is %x, %v", back, err)
		return 0
	}
	return back[6]
}

// ofOpenSSL reads the lists that openssl s_client -trace tells.
func ofOpenSSL(t *testing.T, shown string) (out told) {
	t.Helper()
	_, trace, found := strings.Cut(shown, "ClientHello, Length=")
	trace, _, ended := strings.Cut(trace, "\n\n")
	if !found || !ended {
		t.Fatalf("no ClientHello in\n%s", shown)
	}
	numbers := func(pattern, in string) (list []uint16) {
		for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(in, -1) {
			n, err := strconv.ParseUint(strings.NewReplacer("0x", "", ", ", "").Replace(m[1]), map[bool]int{true: 16, false: 10}[strings.Contains(m[1], "0x")], 16)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, uint16(n))
		}
		return list
	}
	extension := func(name string) string {
		_, rest, _ := strings.Cut(trace, "extension_type="+name+"(")
		rest, _, _ = strings.Cut(rest, "extension_type=")
		return rest
	}
	h := &out.lists
	h.Version = numbers(`client_version=(0x[0-9a-f]+)`, trace)[0]
	h.SessionID = int(numbers(`session_id \(len=(\d+)\)`, trace)[0])
	h.Ciphers = numbers(`\{(0x.., 0x..)\}`, trace)
	h.Extensions = numbers(`extension_type=\S+\((\d+)\), length`, trace)
	h.Groups = numbers(`\n\s+\S.*\((\d+)\)`, extension("supported_groups"))
	h.Signatures = numbers(`\n\s+\S+ \((0x[0-9a-f]+)\)`, extension("signature_algorithms"))
	h.Versions = numbers(`\n\s+TLS \S+ \((\d+)\)`, extension("supported_versions"))
	for _, format := range numbers(`\n\s+\w+ \((\d+)\)`, extension("ec_point_formats")) {
		h.PointFormats = append(h.PointFormats, byte(format))
	}
	for _, m := range regexp.MustCompile(`\n\s+(\S+)`).FindAllStringSubmatch(extension("application_layer_protocol_negotiation"), -1) {
		h.ALPN = append(h.ALPN, m[1])
	}
	if strings.Contains(trace, "server_name(0)") {
		h.ServerName = "gate.test" // it shows the bytes
	}
	if len(h.Ciphers) == 0 || len(h.Extensions) == 0 {
		t.Fatalf("no lists in\n%s", shown)
	}
	return out
}

// ofCurl reads the bytes that curl --trace shows.
func ofCurl(t *testing.T, shown string) (out told) {
	t.Helper()
	_, trace, found := strings.Cut(shown, "Client hello (1):\n")
	if !found {
		t.Fatalf("no ClientHello in\n%s", shown)
	}
	lines := strings.Split(trace, "\n")
	for _, line := range lines[1:] {
		m := regexp.MustCompile(`^[0-9a-f]{4}: ((?:[0-9a-f]{2} ){1,16})`).FindStringSubmatch(line)
		if m == nil {
			break
		}
		b, err := hex.DecodeString(strings.ReplaceAll(m[1], " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		out.bytes = append(out.bytes, b...)
	}
	if len(out.bytes) < 50 {
		t.Fatalf("no bytes in\n%s", shown)
	}
	return out
}

// ofGnuTLS reads the lists that gnutls-cli -d 4 tells.
func ofGnuTLS(t *testing.T, shown string) (out told) {
	t.Helper()
	for _, line := range strings.Split(shown, "\n") {
		if m := regexp.MustCompile(`Sending extension .*/(\d+) \(`).FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi(m[1])
			out.lists.Extensions = append(out.lists.Extensions, uint16(n))
		} else if m := regexp.MustCompile(`Sent group \S+ \(0x([0-9a-f]+)\)`).FindStringSubmatch(line); m != nil {
			n, _ := strconv.ParseUint(m[1], 16, 16)
			out.lists.Groups = append(out.lists.Groups, uint16(n))
		} else if m := regexp.MustCompile(`sent signature algo \((\d+)\.(\d+)\)`).FindStringSubmatch(line); m != nil {
			hash, _ := strconv.Atoi(m[1])
			sign, _ := strconv.Atoi(m[2])
			out.lists.Signatures = append(out.lists.Signatures, uint16(hash<<8|sign))
		}
	}
	if len(out.lists.Extensions) < 3 || len(out.lists.Groups) == 0 {
		t.Fatalf("no lists in\n%s", shown)
	}
	return out
}

// TestFormsOfHellos: what is kept of hellos in every form that one can have.
func TestFormsOfHellos(t *testing.T) {
	vector := func(b []byte) []byte { return append(binary.BigEndian.AppendUint16(nil, uint16(len(b))), b...) }
	body := func(version uint16, ciphers []byte, extensions []byte) []byte {
		b := append(binary.BigEndian.AppendUint16(nil, version), bytes.Repeat([]byte{0xee}, 32)...)
		b = slices.Concat(b, []byte{0}, vector(ciphers), []byte{1, 0})
		if extensions != nil {
			b = append(b, vector(extensions)...)
		}
		return b
	}
	records := func(body []byte, most int) (all []byte) {
		message := slices.Concat([]byte{1, 0, byte(len(body) >> 8), byte(len(body))}, body)
		for part := range slices.Chunk(message, most) {
			all = slices.Concat(all, []byte{22, 3, 1}, vector(part))
		}
		return all
	}
	suites := []byte{0x1a, 0x1a, 0, 5, 0, 10}
	grease := []byte{0x2a, 0x2a, 0, 0, 0, 10, 0, 6, 0, 4, 0x3a, 0x3a, 0, 23}
	padding := func(n int) []byte { return slices.Concat([]byte{0, 21}, vector(bytes.Repeat([]byte{0xee}, n))) }
	tls10 := clienthello.Hello{Version: 0x0301, Ciphers: []uint16{0x1a1a, 5, 10}, Compressions: []byte{0}}
	with := func(change func(*clienthello.Hello)) *clienthello.Hello { h := tls10; change(&h); return &h }
	for _, tt := range []struct {
		name  string
		sent  []byte
		most  int // bytes in a segment
		alert byte
		keep  int // bytes
		want  *clienthello.Hello
	}{
		{"without extensions", records(body(0x0301, suites, nil), 1<<14), 1 << 16, 70, 54, &tls10},
		{"without any extension in its list", records(body(0x0301, suites, []byte{}), 1<<14), 1 << 16, 70, 56, &tls10},
		{"with GREASE", records(body(0x0301, suites, grease), 1<<14), 1 << 16, 70, 70, with(func(h *clienthello.Hello) { h.Extensions, h.Groups = []uint16{0x2a2a, 10}, []uint16{0x3a3a, 23} })},
		{"in records of a byte", records(body(0x0301, suites, grease), 1), 1 << 16, 70, 65 * 6, with(func(h *clienthello.Hello) { h.Extensions, h.Groups = []uint16{0x2a2a, 10}, []uint16{0x3a3a, 23} })},
		{"in segments of a byte", records(body(0x0301, suites, grease), 1<<14), 1, 70, 70, with(func(h *clienthello.Hello) { h.Extensions, h.Groups = []uint16{0x2a2a, 10}, []uint16{0x3a3a, 23} })},
		{"longer than what is kept", records(body(0x0301, suites, slices.Concat(grease, padding(3000))), 1<<14), 1 << 16, 70, 2048, with(func(h *clienthello.Hello) { h.Extensions, h.Groups = []uint16{0x2a2a, 10}, []uint16{0x3a3a, 23} })},
		{"longer than a record", records(body(0x0301, suites, slices.Concat(grease, padding(20_000))), 1<<14), 1 << 16, 70, 2048, with(func(h *clienthello.Hello) { h.Extensions, h.Groups = []uint16{0x2a2a, 10}, []uint16{0x3a3a, 23} })},
		{"longer than any that is read", records(body(0x0301, suites, padding(33_000)), 1<<14), 1 << 16, 50, 0, nil},
		{"of SSL 3.0", records(body(0x0300, suites, nil), 1<<14), 1 << 16, 70, 54, with(func(h *clienthello.Hello) { h.Version = 0x0300 })},
		{"TLS 1.0 in the form of SSL 2.0", slices.Concat([]byte{0x80, 31, 1, 3, 1, 0, 6, 0, 0, 0, 16, 0, 0, 5, 1, 0, 0x80}, bytes.Repeat([]byte{0xee}, 16)), 1 << 16, 70, 33, &clienthello.Hello{SSL2: true, Version: 0x0301, Ciphers: []uint16{5}, SSL2Ciphers: []uint32{0x010080}}},
		{"a long one in the form of SSL 2.0", append([]byte{0xff, 0xff, 1, 3, 1}, make([]byte, 3000)...), 1 << 16, 50, 0, nil},
		{"one that lies in the form of SSL 2.0", slices.Concat([]byte{0x80, 9, 1, 3, 1, 0xff, 0xff, 0, 0, 0, 0}), 1 << 16, 50, 0, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := startRefusing(t)
			if alert := w.alertFor(tt.sent, tt.most); alert != tt.alert {
				t.Errorf("alert %d, want %d", alert, tt.alert)
			}
			if tt.want == nil { // there is nothing that could be kept of it
				w.keptHello(0)
				return
			}
			_, kept := w.keptHello(1)
			h, err := clienthello.Read(kept)
			if (err != nil) != (tt.keep == 2048) || len(kept) != tt.keep || bytes.IndexByte(kept, 0xee) >= 0 {
				t.Errorf("%v in %d bytes, want %d: %x", err, len(kept), tt.keep, kept)
			}
			if diff := cmp.Diff(tt.want, h, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
