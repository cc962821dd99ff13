package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/gate/config"
)

// TestTheGuidesConfiguration reads the configuration that docs/gate.md shows.
func TestTheGuidesConfiguration(t *testing.T) {
	src, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "docs", "gate.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(src), "\n```yaml\ngate: 1\n")
	block, _, closed := strings.Cut(rest, "\n```\n")
	if !ok || !closed {
		t.Fatal("docs/gate.md shows no configuration that begins with gate: 1")
	}
	c, problems := config.Read("gate.yaml", []byte("gate: 1\n"+block+"\n"))
	if c == nil || len(c.Proxies) != 2 || len(c.Estate) != 4 {
		t.Errorf("%v, %+v", problems, c)
	}
	for _, p := range problems {
		if !strings.Contains(p.String(), "warning: ") {
			t.Error(p)
		}
	}
}
