package memory

import "golang.org/x/sys/windows"

// wer is WerSetFlags, which Windows has since Vista.
var wer = windows.NewLazySystemDLL("wer.dll").NewProc("WerSetFlags")

// KeepProcess keeps the heap of the process out of reports of a crash. A program calls
// it before it has a PIN: what was typed passes through buffers that are not memory of
// this package.
func KeepProcess() error {
	if wer.Find() == nil {
		const noHeap, noUI = 0x1, 0x20 // WER_FAULT_REPORTING_FLAG_NOHEAP, WER_FAULT_REPORTING_NO_UI; werapi.h
		_, _, _ = wer.Call(noHeap | noUI)
	}
	return nil
}
