package apart

import "golang.org/x/sys/windows"

// wer is WerSetFlags, which Windows has since Vista.
var wer = windows.NewLazySystemDLL("wer.dll").NewProc("WerSetFlags")

// harden is what the child does to itself before it loads anything: no dialog about a
// missing disk or library or a crash, which nobody would see and which would wait for
// ever, no heap in a report of a crash, and no library out of the current folder.
func harden() error {
	windows.SetErrorMode(windows.SEM_FAILCRITICALERRORS | windows.SEM_NOGPFAULTERRORBOX | windows.SEM_NOOPENFILEERRORBOX)
	if wer.Find() == nil {
		const noHeap, noUI = 0x1, 0x20 // WER_FAULT_REPORTING_FLAG_NOHEAP, WER_FAULT_REPORTING_NO_UI; werapi.h
		_, _, _ = wer.Call(noHeap | noUI)
	}
	return windows.SetDllDirectory("")
}
