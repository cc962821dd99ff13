package sheet_test

import (
	"errors"
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/lanyard-id/lanyard/server/internal/sheet"
	"github.com/lanyard-id/lanyard/test/need"
)

// TestFullDisk unpacks where there is too little room: for the copy of an archive,
// for a workbook, and for the texts of a workbook alone, in whose place excelize
// gives empty cells.
func TestFullDisk(t *testing.T) {
	need.Root(t)
	book := largeBook(t)
	for _, test := range []struct {
		mib     int
		content []byte
	}{
		{1, zipOf(t, "inner.zip", string(storedZip(t, string(exported(80_000, "\n")))))},
		{1, book},
		{20, book},
		{50, book},
	} {
		t.Run(fmt.Sprint(test.mib, " MiB"), func(t *testing.T) {
			dir := t.TempDir()
			err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dm", test.mib))
			if errors.Is(err, syscall.EPERM) {
				t.Log("no right to mount a file system: TestNoRoom stands for this one")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := syscall.Unmount(dir, 0); err != nil {
					t.Error(err)
				}
			}()
			t.Setenv("TMPDIR", dir)
			rows := 0
			err = sheet.Read(memory("export", test.content), sheet.Options{}, func(table *sheet.Table) error {
				for {
					cells, err := table.Next()
					if err != nil {
						return err
					}
					if rows++; len(cells[0]) < 1000 {
						return fmt.Errorf("row %d has a cell %q", rows, cells[0])
					}
				}
			})
			wrong := (*sheet.FileError)(nil)
			if !errors.As(err, &wrong) || wrong.Kind != sheet.Unreadable || !strings.Contains(err.Error(), "no space left on device") || rows > 0 {
				t.Errorf("%d rows, %v", rows, err)
			}
		})
	}
}
