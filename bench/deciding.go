package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

// overJSON is what deciding may cost beside reading the same lines and writing
// the same answers with encoding/json.
const overJSON = 1.5

// lineCount is how many sign-ins one call decides.
const lineCount = 2000

// deciding compares the whole way of lanyard decide, from lines to answers.
func deciding() ([]ratio.Pair, error) {
	source, err := shipped()
	if err != nil {
		return nil, err
	}
	set, err := setOf(source, "")
	if err != nil {
		return nil, err
	}
	var pairs []ratio.Pair
	for _, c := range []struct {
		name    string
		signIns []signIn
	}{{"a morning", morning(lineCount)}, {"all blocked", blocked(lineCount)}} {
		codec, err := jsonAlone(set, c.signIns)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs,
			ratio.Pair{Name: "deciding, " + c.name, A: decide("decide", set, c.signIns, false), B: codec, Limit: overJSON},
			ratio.Pair{Name: "deciding, " + c.name, A: decide("with journal", set, c.signIns, true), B: codec})
	}
	return pairs, nil
}

// morning is sign-ins of many people inside a window: of a hundred eight are
// warned, for their card or their middleware, and two blocked, for their agent.
func morning(count int) []signIn {
	signIns := make([]signIn, count)
	for i := range signIns {
		s := met(inWindow)
		switch i % 50 {
		case 7, 21:
			oldCard(&s)
		case 14, 35:
			noMiddleware(&s)
		case 28:
			oldAgent(&s)
		case 42:
			anotherClient(&s)
		}
		signIns[i] = someone(s, i)
	}
	return signIns
}

// blocked is sign-ins with three findings each: middleware, agent and TLS.
func blocked(count int) []signIn {
	signIns := make([]signIn, count)
	for i := range signIns {
		signIns[i] = someone(met(inWindow, noMiddleware, oldAgent, oldTLS), i)
	}
	return signIns
}

// someone gives a sign-in to the i-th of many people, at a second of its own.
func someone(s signIn, i int) signIn {
	at, _ := time.Parse(time.RFC3339, s.at)
	s.at = at.Add(time.Duration(i%900) * time.Second).Format(time.RFC3339)
	s.organisation = fmt.Sprintf("X%02d", i%90)
	s.person = fmt.Sprintf("P-%04d", i)
	s.device = fmt.Sprintf("PC-%04d", i*7%5000)
	s.card = s.card[:2] + fmt.Sprintf("%08d", i*31)
	return s
}

// decide answers all lines once.
func decide(name string, set *notice.Set, signIns []signIn, keep bool) ratio.Side {
	input := lines(signIns)
	return ratio.Side{Name: name, Do: func() {
		journal := ""
		if keep {
			var err error
			if journal, err = os.MkdirTemp("", "bench-journal-"); err != nil {
				panic(err)
			}
			defer os.RemoveAll(journal)
		}
		count, err := server.Decide(set, "sha256:0", journal, strings.NewReader(input), io.Discard)
		if err != nil || count.Answered != len(signIns) {
			panic(fmt.Sprintf("decided %d of %d: %v", count.Answered, len(signIns), err))
		}
	}}
}

// jsonAlone reads each line into a struct of its keys and writes the struct of
// its answer, with encoding/json and nothing between.
func jsonAlone(set *notice.Set, signIns []signIn) (ratio.Side, error) {
	read, err := read(set, signIns)
	if err != nil {
		return ratio.Side{}, err
	}
	var input [][]byte
	var answers []notice.Answer
	for i, in := range read {
		var v notice.Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		answer := set.Answer(in, &v)
		answer.Code = notice.NewCode(uint64(i))
		answers = append(answers, answer)
		input = append(input, []byte(signIns[i].line()))
	}
	return ratio.Side{Name: "encoding/json", Do: func() {
		for i, line := range input {
			var s signInJSON
			if err := json.Unmarshal(line, &s); err != nil {
				panic(err)
			}
			out, err := json.Marshal(&answers[i])
			if err != nil {
				panic(err)
			}
			if _, err := io.Discard.Write(out); err != nil {
				panic(err)
			}
		}
	}}, nil
}

// signInJSON is the keys of a sign-in, all but lists of objects.
type signInJSON struct {
	At           time.Time `json:"at"`
	Use          string    `json:"use"`
	Organisation struct {
		Code   string   `json:"code"`
		Kind   string   `json:"kind"`
		Groups []string `json:"groups"`
		Within []string `json:"within"`
	} `json:"organisation"`
	Person struct {
		ID     string   `json:"id"`
		Groups []string `json:"groups"`
	} `json:"person"`
	Card struct {
		Number             string   `json:"number"`
		Series             int      `json:"series"`
		Type               string   `json:"type"`
		ATR                string   `json:"atr"`
		Status             string   `json:"status"`
		Issued             string   `json:"issued"`
		Expires            string   `json:"expires"`
		CertificateExpires string   `json:"certificate_expires"`
		LastUsed           string   `json:"last_used"`
		Groups             []string `json:"groups"`
	} `json:"card"`
	Client struct {
		Product string `json:"product"`
		Version string `json:"version"`
		Status  string `json:"status"`
	} `json:"client"`
	Connection struct {
		TLS     string `json:"tls"`
		Offered string `json:"offered"`
		Cipher  string `json:"cipher"`
	} `json:"connection"`
	Device struct {
		ID        string            `json:"id"`
		OS        string            `json:"os"`
		OSVersion string            `json:"os_version"`
		LastSeen  string            `json:"last_seen"`
		Software  map[string]string `json:"software"`
		Inventory string            `json:"inventory"`
		Uses      []string          `json:"uses"`
		Groups    []string          `json:"groups"`
	} `json:"device"`
}
