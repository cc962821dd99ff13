// Package cases makes cases for a service desk of findings about an estate: one of
// each cause, with all that it holds up. Package mail writes them.
package cases
