package mail

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/quotedprintable"
	"time"
)

// maxMessage is the largest file that Compose writes. Desks refuse mail beyond
// 10 MB or little more.
const maxMessage = 10_000_000

// maxAttached is how much of a message the evidence may take: the rest is for
// the text (maxText), of which every byte may become three.
const maxAttached = 6_500_000

// ErrTooLarge says that a case does not fit in a message.
var ErrTooLarge = fmt.Errorf("the case is larger than %d MB even when it is compressed; make it of fewer devices or cards", maxMessage/1_000_000)

// Compose writes the case as a draft: the text, and the evidence attached as
// evidence.json, or as evidence.json.gz where the message would be larger than
// 10 MB. Nothing is written where there is an error.
func Compose(w io.Writer, c Case) error {
	header, err := c.header()
	if err != nil {
		return fmt.Errorf("writing the case %q: %w", c.Subject, err)
	}
	evidence := c.Evidence
	if evidence == nil {
		if evidence, err = json.MarshalIndent(c, "", " "); err != nil {
			return fmt.Errorf("writing the evidence of the case %q: %w", c.Subject, err)
		}
	} else if !json.Valid(evidence) {
		return fmt.Errorf("writing the case %q: its evidence is not JSON", c.Subject)
	}
	name, kind := "evidence.json", "application/json"
	if attachedLength(len(evidence)) > maxAttached {
		evidence = compressed(evidence, c.Made)
		name, kind = "evidence.json.gz", "application/gzip"
	}
	if attachedLength(len(evidence)) > maxAttached {
		return ErrTooLarge
	}

	var message bytes.Buffer
	message.WriteString(header)
	message.WriteString("\r\n--" + c.boundary() + "\r\n" +
		"Content-Type: text/plain; charset=utf-8\r\n" +
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n")
	text := quotedprintable.NewWriter(&message)
	_, err = io.WriteString(text, c.text(name))
	if err := errors.Join(err, text.Close()); err != nil {
		return err
	}
	message.WriteString("\r\n--" + c.boundary() + "\r\n" +
		"Content-Type: " + kind + "\r\n" +
		"Content-Transfer-Encoding: base64\r\n" +
		"Content-Disposition: attachment; filename=" + name + "\r\n\r\n")
	writeBase64(&message, evidence)
	message.WriteString("\r\n--" + c.boundary() + "--\r\n")
	if message.Len() > maxMessage {
		return ErrTooLarge
	}
	_, err = message.WriteTo(w)
	return err
}

// base64Line is how many bytes a line of base64 holds: 76 characters.
// Source: RFC 2045 §6.8.
const base64Line = 57

func writeBase64(w *bytes.Buffer, data []byte) {
	line := make([]byte, base64.StdEncoding.EncodedLen(base64Line))
	for len(data) > 0 {
		n := min(base64Line, len(data))
		base64.StdEncoding.Encode(line, data[:n])
		w.Write(line[:base64.StdEncoding.EncodedLen(n)])
		if data = data[n:]; len(data) > 0 {
			w.WriteString("\r\n")
		}
	}
}

// attachedLength is how long n bytes are in base64 with its line ends.
func attachedLength(n int) int {
	return base64.StdEncoding.EncodedLen(n) + n/base64Line*2
}

// compressed is data as a gzip file with the case's time, so that the same case
// gives the same bytes.
func compressed(data []byte, made time.Time) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out) // writing to a buffer does not fail
	w.Name, w.ModTime = "evidence.json", made
	w.Write(data)
	w.Close()
	return out.Bytes()
}
