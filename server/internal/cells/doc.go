// Package cells writes tables that people open in a spreadsheet program, out of
// texts that nobody vouches for: [Safe] makes a text that no program takes for a
// formula, [Rows] writes CSV of such texts that every program cuts into the same
// cells, whatever separator its locale has.
//
// What stands in the cells, and what the columns are, is for the rooms that write
// tables.
//
// Errors are those of the target that is written to. Sources: RFC 4180; OWASP,
// "CSV Injection".
package cells
