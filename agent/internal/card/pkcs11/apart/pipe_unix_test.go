//go:build unix

package apart

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"
)

// What is more than a pipe holds arrives as it was, and in order.
func TestFillerWritesMoreThanAPipeHolds(t *testing.T) {
	r, w, err := pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	want := make([]byte, 300<<10+7)
	for i := range want {
		want[i] = byte(i / 251)
	}
	wrote := make(chan error, 1)
	go func() {
		_, err := filler{w}.Write(want)
		wrote <- errors.Join(err, w.Close())
	}()
	got, err := io.ReadAll(r)
	if err = errors.Join(err, <-wrote); err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes of %d, or others (%v)", len(got), len(want), err)
	}
}

// Closing a pipe that nobody empties ends the writing, even while somebody still
// holds the other end: a process that a hung module left behind.
func TestFillerEndsWhenClosed(t *testing.T) {
	r, w, err := pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	wrote := make(chan error, 1)
	go func() {
		_, err := filler{w}.Write(make([]byte, 1<<20))
		wrote <- err
	}()
	if _, err := io.ReadFull(r, make([]byte, 1)); err != nil { // it is at it
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-wrote; !errors.Is(err, os.ErrClosed) {
		t.Errorf("the writing ended with %v", err)
	}
}

// Nobody reads any more: an error, and not the end of the program.
func TestFillerWithoutReader(t *testing.T) {
	r, w, err := pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := (filler{w}).Write(make([]byte, 1<<20)); err == nil {
		t.Error("a pipe that nobody reads takes everything")
	}
}
