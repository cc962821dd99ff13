package mail

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset"
	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/need"
)

var update = flag.Bool("update", false, "write the golden files anew")

var made = time.Date(2025, 7, 8, 9, 0, 0, 0, time.FixedZone("", 3600))

// middleware is the case of the notice's own example, about invented devices.
func middleware() Case {
	return Case{
		ID: "0123456789abcdef", To: "National Service Desk <desk@example.org>", Subject: "OT Middleware Deployment – Prescription Signing",
		Contact: &Contact{Organisation: "ZZ001", Team: "IT team", Name: "Desk of Nowhere", Phone: "+44 20 7946 0000", Hours: "Mon-Fri 08:00-18:00"},
		Made:    made,
		Causes: []Cause{{
			Notice: "care-identity-2025", Requirement: "oberthur-middleware", Title: "Oberthur middleware is installed",
			Why: "Without it, cards of series 8 cannot sign prescriptions.", Do: "install-oberthur", Say: "Install the Oberthur middleware.", Due: "by the end of June 2025",
			Subjects: []Subject{
				{ID: "device:PC-0001", Organisation: "ZZ001", Why: "Oberthur middleware is not installed, and must be", Facts: []Fact{{Name: "device.os", Value: "Windows 10", Source: "devices.csv line 2", Seen: "2025-07-01T00:00:00+01:00"}}},
				{ID: "device:PC-0002", Organisation: "ZZ002", Why: "Oberthur middleware is not installed, and must be"},
			},
		}},
	}
}

func compose(t testing.TB, c Case) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Compose(&out, c); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// draft is a message as a mail program reads it.
type draft struct {
	header   message.Header
	subject  string
	text     string
	file     string
	evidence []byte
}

func readDraft(file []byte) (d draft, err error) {
	entity, err := message.Read(bytes.NewReader(file))
	if err != nil {
		return d, err
	}
	d.header = entity.Header
	if d.subject, err = entity.Header.Text("Subject"); err != nil {
		return d, err
	}
	parts := entity.MultipartReader()
	if parts == nil {
		return d, errors.New("it has no parts")
	}
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if err == io.EOF {
			if n != 2 {
				return d, fmt.Errorf("it has %d parts", n)
			}
			return d, nil
		}
		if err != nil {
			return d, err
		}
		body, err := io.ReadAll(part.Body)
		if err != nil {
			return d, err
		}
		if n == 0 {
			d.text = string(body)
			continue
		}
		d.evidence = body
		_, parameters, err := part.Header.ContentDisposition()
		if err != nil {
			return d, err
		}
		d.file = parameters["filename"]
	}
}

func TestCompose(t *testing.T) {
	file := compose(t, middleware())
	golden := filepath.Join("testdata", "middleware.eml")
	if *update {
		if err := os.WriteFile(golden, file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(file)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}

	d, err := readDraft(file)
	if err != nil {
		t.Fatal(err)
	}
	if want := "OT Middleware Deployment \u2013 Prescription Signing"; d.subject != want {
		t.Errorf("the subject is %q, want %q with its en dash", d.subject, want)
	}
	for name, want := range map[string]string{"X-Unsent": "1", "From": "", "Date": "Tue, 08 Jul 2025 09:00:00 +0100", "Message-Id": "<0123456789abcdef@lanyard.invalid>", "Mime-Version": "1.0"} {
		if got := d.header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, words := range []string{"2 devices do not meet this, at 2 organisations", "device PC-0001, organisation ZZ001: Oberthur middleware is not installed, and must be", "tel. +44 20 7946 0000", "device.os = Windows 10, from devices.csv line 2", "What would mend it: Install the Oberthur middleware."} {
		if !strings.Contains(strings.Join(strings.Fields(d.text), " "), words) {
			t.Errorf("the text does not say %q:\n%s", words, d.text)
		}
	}
	var evidence Case
	if err := json.Unmarshal(d.evidence, &evidence); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(middleware().Causes, evidence.Causes); diff != "" || d.file != "evidence.json" {
		t.Errorf("%s (-want +got):\n%s", d.file, diff)
	}
}

// TestComposeIsReadByPython reads a draft with another program's parser.
func TestComposeIsReadByPython(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.eml")
	c := middleware()
	c.To = "Zoë Ünïcode <zoe@example.org>, \"Desk, National\" <desk@example.org>"
	if err := os.WriteFile(path, compose(t, c), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(need.Python(t, "email"), "-c", `
import email, email.policy, json, sys
m = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
text, evidence = m.iter_parts()
print(json.dumps({
    "defects": [str(d) for p in m.walk() for d in p.defects] + [str(d) for h in m.values() for d in h.defects],
    "subject": m["Subject"], "to": [[a.display_name, a.addr_spec] for a in m["To"].addresses],
    "first": text.get_content().split("\n")[0], "name": evidence.get_filename(), "causes": len(json.loads(evidence.get_content())["causes"]),
}))`, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Defects              []string
		Subject, First, Name string
		To                   [][]string
		Causes               int
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := got
	want.Defects, want.Subject, want.Name, want.Causes = []string{}, c.Subject, "evidence.json", 1
	want.To = [][]string{{"Zoë Ünïcode", "zoe@example.org"}, {"Desk, National", "desk@example.org"}}
	want.First = "Oberthur middleware is installed: 2 devices do not meet this, at 2"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestComposeIsTheSameAgain(t *testing.T) {
	if !bytes.Equal(compose(t, middleware()), compose(t, middleware())) {
		t.Error("the same case gave two different messages")
	}
}

func TestComposeRefuses(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Case)
		want   string
	}{
		{"a subject with a line end", func(c *Case) { c.Subject = "a\r\nBcc: everybody@example.org" }, "line end or a control character"},
		{"a subject with a separator of lines", func(c *Case) { c.Subject = "a\u2028b" }, "line end or a control character"},
		{"a subject that is not UTF-8", func(c *Case) { c.Subject = "a\xff" }, "line end or a control character"},
		{"no subject", func(c *Case) { c.Subject = "" }, "no subject line"},
		{"an endless subject", func(c *Case) { c.Subject = strings.Repeat("x", 256) }, "longer than 255 characters"},
		{"an address with a line end", func(c *Case) { c.To = "desk@example.org\r\nBcc: a@example.org" }, "it cannot go to"},
		{"a name with a line end", func(c *Case) { c.To = "=?utf-8?q?a=0D=0ABcc:_x?= <desk@example.org>" }, "it cannot go to"},
		{"no address", func(c *Case) { c.To = "the desk" }, "that is no address"},
		{"an address outside ASCII", func(c *Case) { c.To = "zoë@example.org" }, "must be in ASCII"},
		{"an id with a line end", func(c *Case) { c.ID = "a\r\nX: y" }, "is no id of a case"},
		{"no id", func(c *Case) { c.ID = "" }, "is no id of a case"},
		{"no time", func(c *Case) { c.Made = time.Time{} }, "when it was made"},
		{"no cause", func(c *Case) { c.Causes = nil }, "it has no cause"},
		{"evidence that is not JSON", func(c *Case) { c.Evidence = []byte("{") }, "its evidence is not JSON"},
	}
	for _, test := range tests {
		c := middleware()
		test.change(&c)
		var out bytes.Buffer
		err := Compose(&out, c)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want it to say %q", test.name, err, test.want)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written", test.name, out.Len())
		}
	}
}

// TestComposeStaysSmall attaches evidence that compresses well, and evidence
// that does not.
func TestComposeStaysSmall(t *testing.T) {
	c := middleware()
	subject := c.Causes[0].Subjects[0]
	for range 40_000 {
		c.Causes[0].Subjects = append(c.Causes[0].Subjects, subject)
	}
	file := compose(t, c)
	if len(file) > maxMessage {
		t.Errorf("the message has %d bytes", len(file))
	}
	d, err := readDraft(file)
	if err != nil {
		t.Fatal(err)
	}
	if d.file != "evidence.json.gz" || !strings.Contains(d.text, "evidence.json.gz") {
		t.Fatalf("the attachment is %s", d.file)
	}
	in, err := gzip.NewReader(bytes.NewReader(d.evidence))
	if err != nil {
		t.Fatal(err)
	}
	var evidence Case
	if err := json.NewDecoder(in).Decode(&evidence); err != nil {
		t.Fatal(err)
	}
	if got, want := len(evidence.Causes[0].Subjects), len(c.Causes[0].Subjects); got != want {
		t.Errorf("the evidence has %d subjects, want %d", got, want)
	}
	if want := "and 39802 more, in the attachment."; !strings.Contains(d.text, want) {
		t.Errorf("the text does not say %q", want)
	}

	random := make([]byte, 6_000_000)
	if _, err := rand.NewChaCha8([32]byte{}).Read(random); err != nil {
		t.Fatal(err)
	}
	c.Evidence = []byte(`"` + base64.StdEncoding.EncodeToString(random) + `"`)
	var out bytes.Buffer
	if err := Compose(&out, c); !errors.Is(err, ErrTooLarge) || out.Len() > 0 {
		t.Errorf("the error is %v after %d bytes, want %v", err, out.Len(), ErrTooLarge)
	}
}

func TestFullTarget(t *testing.T) {
	r, w := io.Pipe()
	full := errors.New("no space left")
	r.CloseWithError(full)
	if err := Compose(w, middleware()); !errors.Is(err, full) {
		t.Errorf("the error is %v, want that of the target", err)
	}
}

func ExampleCompose() {
	var file strings.Builder
	err := Compose(&file, Case{
		ID: "k7q2m9", To: "desk@example.org", Subject: "Prescription signing", Made: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC),
		Causes: []Cause{{Requirement: "oberthur-middleware", Title: "Oberthur middleware is installed", Subjects: []Subject{{ID: "device:PC-0001"}}}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.ReplaceAll(strings.Join(strings.SplitAfter(file.String(), "\r\n")[:4], ""), "\r", ""))
	// Output:
	// X-Unsent: 1
	// To: desk@example.org
	// Subject: Prescription signing
	// Date: Tue, 08 Jul 2025 09:00:00 +0000
}
