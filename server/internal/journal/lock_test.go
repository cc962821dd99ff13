package journal

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestOpenWaits(t *testing.T) {
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		before := open(t, dir)
		appendRecord(t, before, 0, start)
		var after *Journal
		go func() {
			var err error
			if after, err = OpenWait(t.Context(), dir, Options{}); err != nil {
				t.Error(err)
			}
		}()
		time.Sleep(time.Minute)
		synctest.Wait()
		if after != nil {
			t.Error("two writers hold the journal")
		}
		appendRecord(t, before, 1, start) // the one before still works
		closeJournal(t, before)
		time.Sleep(waitBetween)
		synctest.Wait()
		if after == nil || after.Recovery() != (Recovery{}) {
			t.Fatalf("the next writer has %+v", after)
		}
		appendRecord(t, after, 2, start)

		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errors.New("it takes too long"))
		defer cancel()
		begun := time.Now()
		_, err := OpenWait(ctx, dir, Options{})
		if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), "it takes too long") || time.Since(begun) != time.Second {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
		closeJournal(t, after)
	})
	checkOrder(t, dir, 3)
	checkSegments(t, dir, "00000001-2025-07-08.jsonl")
}
