package proven

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// keyBytes is the length of the key, that of the hash's output.
// Source: RFC 2104 §3.
const keyBytes = sha256.Size

// newKey makes a key.
func newKey() []byte {
	key := make([]byte, keyBytes)
	// It never fails: the program would end before.
	_, _ = rand.Read(key)
	return key
}

// fingerprint tells one key from another and gives neither away.
func fingerprint(key []byte) (f [8]byte) {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(magic)) // no mark is made of it: those begin with a unit
	copy(f[:], h.Sum(nil))
	return f
}

// readKey reads a key file: 64 hexadecimal digits and a line end.
func readKey(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(f, 2*keyBytes+3))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return decodeKey(text)
}

var errNoKey = fmt.Errorf("it does not hold a key of %d hexadecimal digits", 2*keyBytes)

func decodeKey(text []byte) ([]byte, error) {
	key, err := hex.DecodeString(string(bytes.TrimRight(text, "\r\n")))
	if err != nil || len(key) != keyBytes {
		return nil, errNoKey
	}
	return key, nil
}

// ensureKey reads the key of a folder, or makes one. problem says in words what
// was wrong with the one that was there. Only who holds the lock may call it.
func ensureKey(dir string) (key []byte, problem string, err error) {
	path := filepath.Join(dir, keyFile)
	key, err = readKey(path)
	switch {
	case err == nil:
		return key, "", nil
	case errors.Is(err, errNoKey):
		aside := path + ".damaged"
		if err := os.Rename(path, aside); err != nil {
			return nil, "", err
		}
		problem = fmt.Sprintf("%s: %v; it was put aside as %s, a new key was made, and nobody is proven until they sign in again", path, errNoKey, aside)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, "", err
	}
	key = newKey()
	err = replaceFile(dir, keyFile, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s\n", hex.EncodeToString(key))
		return err
	})
	return key, problem, err
}
