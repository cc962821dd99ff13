package server_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
	"github.com/lanyard-id/lanyard/server"
)

func shipped(t *testing.T) *notice.Set {
	t.Helper()
	f, err := notices.Files().Open("care-identity-2025-r1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var src bytes.Buffer
	if _, err := src.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	n, problems := notice.Parse("r1.yaml", src.Bytes())
	if n == nil {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if set == nil {
		t.Fatal(problems)
	}
	return set
}

// TestDecideAndReplay goes the whole way of a decision: judged, kept on disk,
// and told again by its code as somebody would read it over the telephone.
func TestDecideAndReplay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "journal")
	in := `{"at":"2025-07-08T10:30:00+01:00","client":{"product":"identity-agent","version":"2.3.2.0"}}` + "\n"
	var out bytes.Buffer
	count, err := server.Decide(shipped(t), "sha256:abc", dir, strings.NewReader(in), &out)
	if err != nil || count.Answered != 1 {
		t.Fatal(count, err)
	}
	var answer notice.Answer
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	if answer.Decision != "block" {
		t.Errorf("decision %s", answer.Decision)
	}
	said := strings.ToLower(answer.Code[:4] + "-" + answer.Code[4:8] + " " + answer.Code[8:])
	said = strings.ReplaceAll(said, "0", "o")
	var told bytes.Buffer
	if _, err := server.Replay(&told, said, dir); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(told.String(), "NHS Identity Agent 2.3.2.0 is unsupported") {
		t.Error(told.String())
	}
	if _, err := server.Replay(&told, "00000000001", dir); !errors.Is(err, notice.ErrCode) {
		t.Errorf("a mistyped code: %v", err)
	}
	if _, err := server.Replay(&told, "00000000000", dir); err == nil || !strings.Contains(err.Error(), "00000000000") {
		t.Errorf("a code that nobody has: %v", err)
	}
}

func TestDecideWithoutAPlaceForItsJournal(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	_, err := server.Decide(shipped(t), "", filepath.Join(file, "journal"), strings.NewReader("{}\n"), &out)
	if err == nil || out.Len() > 0 {
		t.Errorf("err %v, said %q", err, out.String())
	}
}
