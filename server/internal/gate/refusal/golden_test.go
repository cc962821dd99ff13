package refusal

import (
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// endings are the forms with the ends of their golden files.
var endings = map[Form]string{Page: "html", Problem: "json", ProblemXML: "xml", GPObject: "gp.xml", Text: "txt"}

// written is an answer as it goes out.
func written(t testing.TB, write func(http.ResponseWriter, *http.Request)) *http.Response {
	t.Helper()
	rec := httptest.NewRecorder()
	write(rec, httptest.NewRequest(http.MethodPost, "https://gate.example/login/authactivate?state=secret", nil))
	return rec.Result()
}

// whole is the status, the header in order, and the body without the style.
func whole(t testing.TB, res *http.Response) string {
	t.Helper()
	var lines []string
	for name, values := range res.Header {
		for _, value := range values {
			lines = append(lines, name+": "+value)
		}
	}
	sort.Strings(lines)
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.Status + "\n" + strings.Join(lines, "\n") + "\n\n" + strings.Replace(string(body), looks, "…", 1)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", file, diff)
	}
}

// TestGolden writes every case in every form.
func TestGolden(t *testing.T) {
	for name, words := range cases(t) {
		for form, ending := range endings {
			status := http.StatusForbidden
			if !words.Blocked {
				status = http.StatusOK
			}
			res := written(t, func(w http.ResponseWriter, r *http.Request) { Write(w, r, form, status, words) })
			golden(t, strings.ReplaceAll(name, " ", "-")+"."+ending, whole(t, res))
		}
	}
}

// TestGoldenTroubles writes what is said when the service is away.
func TestGoldenTroubles(t *testing.T) {
	for _, status := range []int{http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout, http.StatusBadRequest} {
		for form, ending := range endings {
			trouble := TroubleOf(status)
			trouble.At, trouble.Home, trouble.Session = at(t, "2025-07-08T10:12:30"), "/", "ZtBJb9tU7T"
			trouble.Contacts = Present([]Contact{always}, trouble.At, london(t))
			res := written(t, func(w http.ResponseWriter, r *http.Request) { WriteTrouble(w, r, form, trouble) })
			golden(t, "trouble-"+res.Status[:3]+"."+ending, whole(t, res))
		}
	}
}
