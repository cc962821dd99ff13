// Package sheet turns whatever file people have into tables of rows.
package sheet
