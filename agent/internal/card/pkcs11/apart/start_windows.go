package apart

import (
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
)

// inherit gives the child its ends of the pipes, these handles alone, and says by
// which numbers it has them. It gets no window.
func inherit(cmd *exec.Cmd, files []*os.File) []string {
	var names []string
	var handles []syscall.Handle
	for _, f := range files {
		h := f.Fd()
		_ = windows.SetHandleInformation(windows.Handle(h), windows.HANDLE_FLAG_INHERIT, windows.HANDLE_FLAG_INHERIT)
		handles = append(handles, syscall.Handle(h))
		names = append(names, strconv.FormatUint(uint64(h), 10))
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		HideWindow:                 true,
		CreationFlags:              windows.CREATE_NO_WINDOW,
		AdditionalInheritedHandles: handles,
	}
	return names
}

// keep keeps a handle from what the module may start.
func keep(n uint64, _ bool) {
	_ = windows.SetHandleInformation(windows.Handle(n), windows.HANDLE_FLAG_INHERIT, 0)
}

// neutralFolder is where the child runs: only an administrator puts libraries there.
func neutralFolder() string {
	dir, err := windows.GetSystemDirectory()
	if err != nil {
		return ""
	}
	return dir
}

// held is the job that holds the child: it limits its memory, shows nothing when it
// crashes, and ends it when this program ends, however that does. What the module
// starts is not in it: a vendor's own service may be started on demand, and others
// use it.
type held struct{ job windows.Handle }

// hold is called before the child is told of a module. Where the system gives no job
// the child still ends with its pipe.
func hold(child *os.Process) held {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return held{}
	}
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{ProcessMemoryLimit: maxMemoryBytes}
	limits.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY |
		windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION |
		windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
		windows.JOB_OBJECT_LIMIT_SILENT_BREAKAWAY_OK
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = assign(job, child.Pid)
	}
	if err != nil {
		_ = windows.CloseHandle(job)
		return held{}
	}
	return held{job}
}

func assign(job windows.Handle, pid int) error {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid))
	if err != nil {
		return err
	}
	defer windows.CloseHandle(process)
	return windows.AssignProcessToJobObject(job, process)
}

func (h *held) release() {
	if h.job != 0 {
		_ = windows.CloseHandle(h.job)
		h.job = 0
	}
}

// end kills the child.
func (p *Process) end() { _ = p.cmd.Process.Kill() }
