package pcsc

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Context is a way to the smartcard service. Many goroutines may use it; its calls
// run one after the other. While one of them hangs, all others fail with
// card.ErrAbandoned: who reads several readers of which one may hang has a Context for each.
type Context struct {
	library native
	handle  uintptr
	line    *line
}

// scopeSystem is the only scope that means anything. Source: winscard.h, SCARD_SCOPE_SYSTEM.
const scopeSystem = 2

// Establish opens a way to the service. Without a library it is card.ErrNoLibrary,
// without a service card.ErrNoService: try again later, it may start.
func Establish(ctx context.Context) (*Context, error) {
	library, err := load()
	if err != nil {
		return nil, err
	}
	return establish(ctx, library)
}

func establish(ctx context.Context, library native) (*Context, error) {
	c := &Context{library: library, line: newLine()}
	if err := c.enter(ctx); err != nil {
		return nil, err
	}
	return c, nil
}

// enter opens the way. While it hangs from before, it says so at once.
func (c *Context) enter(ctx context.Context) error {
	out := make([]byte, c.library.layout().handle)
	err := c.line.do(ctx, call{
		doing: "reaching the smartcard service",
		run: func(m *memory) Code {
			return c.library.call(fnEstablishContext, scopeSystem, 0, 0, m.at(out))
		},
		undo: func() { c.library.call(fnReleaseContext, c.read(out)) },
	})
	if failed, ok := errors.AsType[*Error](err); ok && len(failed.Causes) == 0 {
		// Whatever it calls that, there is no way to the service. Wine's winscard.dll,
		// which is empty, says SCARD_F_INTERNAL_ERROR.
		failed.Causes = []error{card.ErrNoService}
	}
	if err == nil {
		c.handle = c.read(out)
	}
	return err
}

// read reads a handle.
func (c *Context) read(b []byte) uintptr { return uintptr(get(b, c.library.layout().handle)) }

// Close ends the Context. Cards that are connected through it should be closed
// before. If a call hangs in it nothing is closed before that returns. With the
// service gone there is nothing to leave.
func (c *Context) Close() error {
	ctx, stop := context.WithTimeout(context.Background(), endLimit)
	defer stop()
	err := c.line.do(ctx, call{
		doing: "leaving the smartcard service",
		run:   func(*memory) Code { return c.library.call(fnReleaseContext, c.handle) },
	})
	if errors.Is(err, card.ErrNoService) {
		return nil
	}
	return err
}

// Readers returns the names of all readers, 1,024 at most; none is not an error.
func (c *Context) Readers(ctx context.Context) ([]string, error) {
	const doing = "listing the readers"
	l := c.library.layout()
	for size := 16 << 10; size <= maxNamesBytes; size *= 8 {
		names := make([]byte, size)
		length := l.number(uint32(size / l.character()))
		err := c.line.do(ctx, call{doing: doing, run: func(m *memory) Code {
			return c.library.call(fnListReaders, c.handle, 0, m.at(names), m.at(length))
		}})
		switch failed, _ := errors.AsType[*Error](err); {
		case err == nil:
			n := min(int(l.value(length))*l.character(), size)
			return l.parseNames(names[:n]), nil
		case failed.Code == codeNoReaders:
			return nil, nil
		case failed.Code != codeInsufficient:
			return nil, err
		}
	}
	return nil, fmt.Errorf("%s: %w: more than %d bytes of names", doing, card.ErrLimit, maxNamesBytes)
}

// nameable tells whether a name can be given to the library.
func nameable(reader string) bool {
	return reader != "" && len(reader) <= maxNameBytes && !strings.ContainsRune(reader, 0)
}
