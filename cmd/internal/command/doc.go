// Package command is what the programs' command lines have in common: verbs with
// flags and help, exit codes, an output whose loss is noticed, and the notices that
// a verb is given.
//
// A [Program] is run with arguments and [Streams] ([Program.Run], run.go); its
// verbs are a [Command] each, called with an [Invocation]. arguments.go reads
// flags, notices.go the files of notices, exemptions and pauses, window.go keeps a
// window open on Windows.
//
// An error that a verb returns is told on the error stream with the verb's name.
// [UsageError] and [Unanswered] choose the exit code, [ErrShown] says that the
// words were written already.
package command
