// Package estates compares what Lanyard does with whole estates, a million devices
// and cards and more, with the least that anybody could do with the same files:
// reading them and throwing every row away.
//
// The estates are invented by server.Sample, from a seed, once before anything is
// measured (lab.go). They are judged by a notice made to be measured by, and 500
// exemptions of subjects of theirs (notice.go). check.go measures the program as
// a whole, growth.go what an estate's size does to it, foreign.go the exports of
// others, judge.go the judging alone.
package estates
