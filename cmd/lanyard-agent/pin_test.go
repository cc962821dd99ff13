package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// TestAskPIN gives one line of the input as a PIN, leaves what is behind it, and shows
// nothing of it.
func TestAskPIN(t *testing.T) {
	for _, c := range []struct {
		in, pin, left, err string
	}{
		{"271828\n", "271828", "", ""},
		{"271828\r\nnext\n", "271828", "next\n", ""},
		{"271828", "271828", "", ""},
		{" 2718 \n", " 2718 ", "", ""}, // a PIN may have blanks: it is the card that knows
		{"\n271828\n", "", "271828\n", "no PIN was given"},
		{"\r\n271828\n", "", "271828\n", "no PIN was given"},
		{"", "", "", "no PIN was given"},
		{strings.Repeat("2", maxPIN) + "\n", strings.Repeat("2", maxPIN), "", ""},
		{strings.Repeat("2", maxPIN+1) + "\n", "", "", "longer than 64 bytes"},
		{strings.Repeat("2", 10*maxPIN) + "\nnext\n", "", "next\n", "longer than 64 bytes"}, // no part of it is the next PIN
	} {
		in := strings.NewReader(c.in)
		var shown bytes.Buffer
		pin, err := askPIN(&command.Invocation{Streams: command.Streams{In: in, Out: &shown, Err: &shown}}, "Ima Invented")
		if string(pin) != c.pin || (err == nil) != (c.err == "") || err != nil && !strings.Contains(err.Error(), c.err) {
			t.Errorf("%q: %q, %v; want %q, %q", c.in, pin, err, c.pin, c.err)
		}
		if left, _ := io.ReadAll(in); string(left) != c.left {
			t.Errorf("%q: %q is left of the input, want %q", c.in, left, c.left)
		}
		if !strings.Contains(shown.String(), `PIN of "Ima Invented"`) || strings.Contains(shown.String(), "2718") || err != nil && strings.Contains(err.Error(), "222") {
			t.Errorf("%q: it shows %q, %v", c.in, shown.String(), err)
		}
	}
}

// TestLinePIN takes no half of a line for a PIN, which would cost a try, and all of one
// whose end comes with its last byte.
func TestLinePIN(t *testing.T) {
	broken := io.MultiReader(strings.NewReader("2718"), iotest.ErrReader(errors.New("the pipe broke")))
	if pin, err := linePIN(broken); pin != nil || err == nil || !strings.Contains(err.Error(), "the pipe broke") {
		t.Errorf("half a line: %q, %v", pin, err)
	}
	if pin, err := linePIN(iotest.DataErrReader(strings.NewReader("271828"))); err != nil || string(pin) != "271828" {
		t.Errorf("an end beside the last byte: %q, %v", pin, err)
	}
	endless := io.LimitReader(zeros{}, 1<<30)
	if pin, err := linePIN(endless); pin != nil || err == nil {
		t.Errorf("a line without end: %q, %v", pin, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
