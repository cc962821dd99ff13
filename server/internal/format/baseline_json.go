package format

import (
	"fmt"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// window bounds what the decoder holds: a token that is longer than maxToken
// ends the reading, however long it is.
type window struct {
	r       io.Reader
	decoder *jsontext.Decoder
	given   int64
}

func (w *window) Read(p []byte) (int, error) {
	if w.given-w.decoder.InputOffset() > maxToken {
		return 0, fmt.Errorf("a text or number in it is longer than %d bytes", maxToken)
	}
	n, err := w.r.Read(p)
	w.given += int64(n)
	return n, err
}

// text reads a text. All but subjects repeat, and are held once.
func (b *baselineReader) text(name string) (string, error) {
	token, err := b.in.ReadToken()
	if err != nil {
		return "", err
	}
	if token.Kind() != '"' {
		return "", fmt.Errorf("%q is not a text", name)
	}
	text := token.String()
	if name == "subject" || name == "at" {
		return text, nil
	}
	if held, ok := b.names[text]; ok {
		return held, nil
	}
	if len(b.names) < maxRules {
		b.names[text] = text
	}
	return text, nil
}

func (b *baselineReader) object(member func(name string) error) error {
	if err := b.begin('{', "an object"); err != nil {
		return err
	}
	for b.in.PeekKind() != '}' {
		name, err := b.in.ReadToken()
		if err != nil {
			return err
		}
		if err := member(name.String()); err != nil {
			return err
		}
	}
	_, err := b.in.ReadToken()
	return err
}

func (b *baselineReader) array(name string, item func() error) error {
	if err := b.begin('[', fmt.Sprintf("%q as a list", name)); err != nil {
		return err
	}
	for b.in.PeekKind() != ']' {
		if err := item(); err != nil {
			return err
		}
	}
	_, err := b.in.ReadToken()
	return err
}

func (b *baselineReader) begin(kind jsontext.Kind, what string) error {
	token, err := b.in.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != kind {
		return fmt.Errorf("%s was expected, not %s", what, token.Kind())
	}
	return nil
}
