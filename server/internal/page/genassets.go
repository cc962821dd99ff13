//go:build ignore

// Genassets makes assets/nhsuk-frontend.css from the stylesheet of the npm
// package nhsuk-frontend. It takes out all that would be fetched from elsewhere
// (fonts and icons) and the name of the font that is licensed to the NHS alone,
// and puts the licence before the rest, so that it travels in every page.
//
//	go run genassets.go path/to/dist/nhsuk/nhsuk-frontend-10.6.1.min.css
package main

import (
	"log"
	"os"
	"regexp"
)

const licence = `/*! nhsuk-frontend 10.6.1, without its fonts and icons

MIT License

Copyright (c) 2019 NHS.UK

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE. */
`

// cuts is what is taken out, and what stands there instead.
var cuts = []struct {
	what *regexp.Regexp
	with string
}{
	{regexp.MustCompile(`^@charset "UTF-8";`), ""}, // means something only at the beginning of a file
	{regexp.MustCompile(`@font-face\{[^}]*\}`), ""},
	{regexp.MustCompile(`Frutiger W01,`), ""},
	{regexp.MustCompile(`url\(/assets/images/[^)]*\)`), "none"},
	{regexp.MustCompile(`\n*/\*# sourceMappingURL=.*`), ""},
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: go run genassets.go path/to/nhsuk-frontend-10.6.1.min.css")
	}
	css, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	for _, cut := range cuts {
		css = cut.what.ReplaceAllLiteral(css, []byte(cut.with))
	}
	if err := os.WriteFile("assets/nhsuk-frontend.css", append([]byte(licence), append(css, '\n')...), 0o644); err != nil {
		log.Fatal(err)
	}
}
