package e2e

import (
	"encoding/json"
	"os"
	"testing"
)

// answer is what the tests look at of an answer in JSON, which is a promise: see
// docs/notice.md and docs/estate.md.
type answer struct {
	At     string   `json:"at"`
	People people   `json:"people"`
	Tasks  []task   `json:"tasks"`
	Cards  cards    `json:"cards"`
	Files  []source `json:"files"`
}

type people struct {
	From        string   `json:"from"`
	Working     int      `json:"working"`
	Interrupted int      `json:"interrupted"`
	Stranded    int      `json:"stranded"`
	Unknown     int      `json:"unknown"`
	List        []person `json:"list"`
	NextBlock   *people  `json:"nextBlock"`
}

type person struct {
	Person   string `json:"person"`
	Name     string `json:"name"`
	Stranded bool   `json:"stranded"`
}

type task struct {
	Do     string `json:"do"`
	Say    string `json:"say"`
	People int    `json:"people"`
}

type cards struct {
	Replace int       `json:"replace"`
	Next    []cardJob `json:"next"`
}

type cardJob struct {
	Card string `json:"card"`
	Day  string `json:"day"`
}

type source struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	Rows int    `json:"rows"`
}

func readAnswer(t *testing.T, path string) answer {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// on returns the cards of a day, in order.
func (c cards) on(day string) []string {
	var found []string
	for _, job := range c.Next {
		if job.Day == day {
			found = append(found, job.Card)
		}
	}
	return found
}
