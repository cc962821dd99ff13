package refusal

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func asking(accept ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	for _, value := range accept {
		r.Header.Add("Accept", value)
	}
	return r
}

func TestNegotiate(t *testing.T) {
	for _, test := range []struct {
		accept string
		want   Form
	}{
		{"", Problem},
		{"*/*", Problem},
		{"*/*;q=0.1", Problem},
		{"text/html", Page},
		{"TEXT/HTML", Page},
		{"text/html;charset=utf-8", Page},
		{"application/json", Problem},
		{"application/problem+json", Problem},
		{"application/xml", ProblemXML},
		{"text/xml", ProblemXML},
		{"application/problem+xml", ProblemXML},
		{"text/plain", Text},
		{"text/*", Page},
		{"text/*, text/html;q=0.1", Text},
		{"application/*", Problem},
		// Chrome, Firefox, and Internet Explorer since 9.
		{"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7", Page},
		{"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Page},
		{"text/html, application/xhtml+xml, */*", Page},
		{"application/json, text/plain, */*", Problem}, // axios
		{"text/html;q=0.5, application/json;q=0.5", Page},
		{"text/html;q=0.4, application/json;q=0.5", Problem},
		{"text/plain, text/html;q=0.999", Text},
		{"text/html;q=0, */*", Problem},
		{"text/html;q=0", Problem},
		{"*/*, application/json;q=0, application/problem+json;q=0", Text},
		{"*/*;q=0, text/plain;q=0.001", Text},
		{"application/json;q=0, text/html;q=0.1", Page},
		// The examples of RFC 9110 §12.5.1.
		{"text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c", Page},
		{"text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, text/plain;format=fixed;q=0.4, */*;q=0.5", Text},
		// What has parameters that nothing here has fits nothing, and wildcards do.
		{"text/html;level=1, text/plain;q=0.1", Text},
		{"application/json;version=2, */*;q=0.1", Problem},
		// What is not well formed is left out; the rest counts.
		{"text/html;q=2, text/plain", Text},
		{"text/html;q=0.1234, text/plain;q=0.1", Text},
		{"text/html;q=1.001, text/plain;q=0.1", Text},
		{"text/html;q=, text/plain;q=0.1", Text},
		{"text/html;q=-1, text/plain;q=0.1", Text},
		{"text/html;q=1.000, text/plain", Page},
		{"text/html;q=1., text/plain;q=0.1", Page},
		{"html, text/plain", Text},
		{"*/html, text/plain", Text},
		{"text/, /html, text/plain", Text},
		{",, ,text/plain,,", Text},
		{`text/html;x=",text/plain;q=1", text/plain;q=0.2`, Text},
		{`text/html;x="\",text/xml,", text/plain;q=0.2`, Text},
		{`text/html;x="unclosed, text/plain`, Problem},
		{"image/png", Problem},
		{"complete nonsense", Problem},
		{strings.Repeat("text/html,", 1000), Problem},
		{strings.Repeat("a/b,", maxRanges) + "text/html", Problem},
	} {
		if got := negotiate(asking(test.accept)); got != test.want {
			t.Errorf("Accept: %.200q gives form %d, want %d", test.accept, got, test.want)
		}
	}
	if got := negotiate(asking("image/png", "text/html;q=0.1", "text/plain;q=0.2")); got != Text {
		t.Errorf("of several lines of Accept form %d", got)
	}
	if got := negotiate(asking()); got != Problem {
		t.Errorf("without Accept form %d", got)
	}
}

// TestNegotiateForAnOldBrowser gives a page to what asks for one among pictures.
func TestNegotiateForAnOldBrowser(t *testing.T) {
	const accept = "image/gif, image/jpeg, image/pjpeg, application/x-ms-application, application/xaml+xml, application/x-ms-xbap, */*"
	for agent, want := range map[string]Form{
		"Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)": Page,
		"Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0)":      Page,
		"Mozilla/4.0(compatible;IE;GACv7. 2. 2. 16)":                      Problem,
		"curl/8.9.1": Problem,
	} {
		r := asking(accept)
		r.Header.Set("User-Agent", agent)
		if got := negotiate(r); got != want {
			t.Errorf("%s gets form %d, want %d", agent, got, want)
		}
	}
}

func TestFormNamed(t *testing.T) {
	for name, want := range map[string]Form{"": Negotiated, "accept": Negotiated, "page": Page, "problem": Problem, "problem-xml": ProblemXML, "gpobject": GPObject, "text": Text} {
		if got, ok := FormNamed(name); !ok || got != want {
			t.Errorf("%q is form %d, %v", name, got, ok)
		}
	}
	if _, ok := FormNamed("html"); ok {
		t.Error("html is a form")
	}
}

// FuzzAccept gives any client a form that can be written, whatever it sends.
func FuzzAccept(f *testing.F) {
	f.Add("text/html;level=1;q=0.4, */*")
	f.Add(`a/b;c="d\",e";q=0.`)
	f.Fuzz(func(t *testing.T, accept string) {
		form := negotiate(asking(accept))
		if _, ok := endings[form]; !ok || form == GPObject {
			t.Errorf("%q gives form %d", accept, form)
		}
		for _, m := range parseAccept(accept) {
			if m.quality < 0 || m.quality > 1000 || m.kind == "" || m.sub == "" {
				t.Errorf("%q has the range %+v", accept, m)
			}
		}
	})
}
