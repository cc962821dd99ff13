package decide

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// batchBytes is how much is answered before it is written although more input
// is at hand. Input that pauses is answered at once, whatever its size.
const batchBytes = 64 << 10

// Decider answers sign-ins by a set of notices.
type Decider struct {
	Set    *notice.Set
	Digest string    // of the files that the set was made from; kept with each answer
	Random io.Reader // where codes come from

	// Keep stores records, and returns when they will survive the end of this
	// process; nil: nothing is kept. The records are valid during the call.
	Keep func([]Record) error
}

// Record is what is kept of one decision.
type Record struct {
	Code string
	JSON []byte // one line; see package evidence
}

// Count is how a run went.
type Count struct {
	Answered int
	Errors   int // lines that could not be read
}

// Run answers each line of in on out until in ends.
func (d *Decider) Run(in io.Reader, out io.Writer) (Count, error) {
	r := &run{Decider: d, in: bufio.NewReaderSize(in, batchBytes), out: out}
	r.random = bufio.NewReaderSize(d.Random, 4096)
	for {
		line, err := r.next()
		if len(bytes.TrimSpace(line)) > 0 || r.tooLong {
			if err := r.answer(line); err != nil {
				return r.count, err
			}
		}
		if err != nil || r.in.Buffered() == 0 || len(r.answers) >= batchBytes {
			if err := r.flush(); err != nil {
				return r.count, err
			}
		}
		if errors.Is(err, io.EOF) {
			return r.count, nil
		}
		if err != nil {
			return r.count, fmt.Errorf("reading line %d: %w", r.number, err)
		}
	}
}

// run is the state of one Run. Its memory is used for one line after another.
type run struct {
	*Decider
	in     *bufio.Reader
	out    io.Writer
	random *bufio.Reader
	count  Count

	number  int // of the line, from 1
	long    []byte
	tooLong bool

	signIn  notice.SignIn
	verdict notice.Verdict

	answers []byte
	kept    []byte
	records []span
}

type span struct {
	code       string
	start, end int // in kept
}

// next returns the next line without its end. Of a line that is too long it
// says so and throws the rest away.
func (r *run) next() ([]byte, error) {
	r.number++
	r.tooLong = false
	r.long = r.long[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		if len(r.long) == 0 && !errors.Is(err, bufio.ErrBufferFull) {
			return part, err
		}
		if len(r.long)+len(part) > notice.MaxSignIn+1 {
			r.tooLong = true
		}
		if !r.tooLong {
			r.long = append(r.long, part...)
		} else if len(r.long) == 0 {
			r.long = append(r.long, ' ')
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return r.long, err
		}
	}
}

func (r *run) answer(line []byte) error {
	if r.tooLong {
		r.complain(fmt.Errorf("the line has more than %d bytes", notice.MaxSignIn))
		return nil
	}
	if r.number == 1 {
		line = bytes.TrimPrefix(line, []byte("\ufeff")) // as some pipes begin
	}
	line = bytes.TrimSpace(line)
	if err := r.signIn.Read(line, r.Set.Zone()); err != nil {
		r.complain(err)
		return nil
	}
	r.Set.Judge(&r.signIn.Facts, r.signIn.Use, r.signIn.At, &r.verdict)
	answer := r.Set.Answer(&r.signIn, &r.verdict)
	var random [8]byte
	if _, err := io.ReadFull(r.random, random[:]); err != nil {
		return fmt.Errorf("drawing a code for line %d: %w", r.number, err)
	}
	answer.Code = notice.NewCode(binary.BigEndian.Uint64(random[:]))
	start := len(r.answers)
	r.answers = answer.AppendJSON(r.answers)
	if r.Keep != nil {
		from := len(r.kept)
		r.kept = evidence.AppendRecord(r.kept, &evidence.Kept{SignIn: line, Answer: r.answers[start:], Digest: r.Digest})
		r.records = append(r.records, span{answer.Code, from, len(r.kept)})
	}
	r.answers = append(r.answers, '\n')
	r.count.Answered++
	return nil
}

func (r *run) complain(err error) {
	r.answers = append(r.answers, `{"line":`...)
	r.answers = strconv.AppendInt(r.answers, int64(r.number), 10)
	r.answers = append(r.answers, `,"error":`...)
	r.answers, _ = jsontext.AppendQuote(r.answers, err.Error())
	r.answers = append(r.answers, "}\n"...)
	r.count.Errors++
}

// flush keeps what was decided, and only then says it.
func (r *run) flush() error {
	if len(r.records) > 0 {
		records := make([]Record, len(r.records))
		for i, s := range r.records {
			records[i] = Record{s.code, r.kept[s.start:s.end]}
		}
		if err := r.Keep(records); err != nil {
			return fmt.Errorf("keeping the decisions up to line %d: %w", r.number, err)
		}
		r.records, r.kept = r.records[:0], r.kept[:0]
	}
	if len(r.answers) == 0 {
		return nil
	}
	if _, err := r.out.Write(r.answers); err != nil {
		return fmt.Errorf("writing the answers up to line %d: %w", r.number, err)
	}
	r.answers = r.answers[:0]
	return nil
}
