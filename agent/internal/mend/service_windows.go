package mend

import (
	"fmt"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"
)

// serviceTime is how long a service may take to start or stop: Windows itself waits
// so long (ServicesPipeTimeout).
const serviceTime = 30 * time.Second

var starts = map[uint32]string{mgr.StartAutomatic: "automatic", mgr.StartManual: "manual", mgr.StartDisabled: "disabled"}

func lookService(name string) (State, error) {
	s, done, err := service(name, windows.SERVICE_QUERY_CONFIG|windows.SERVICE_QUERY_STATUS)
	if err != nil {
		return State{}, err
	}
	defer done()
	start, err := startOf(s)
	if err != nil {
		return State{}, err
	}
	status, err := s.Query()
	if err != nil {
		return State{}, err
	}
	return State{Start: start, Runs: status.State == svc.Running}, nil
}

// delayedInfo is SERVICE_DELAYED_AUTO_START_INFO (winsvc.h).
type delayedInfo struct{ delayed uint32 }

// startOf is when a service is started, in the words of [State]; "" for one that only
// drivers have. It asks for no more than that, since other parts of the configuration
// may be kept from this person.
func startOf(s *mgr.Service) (string, error) {
	buffer := make([]uint64, 1024) // 8 KiB is the most that it may need (QueryServiceConfigW)
	config := (*windows.QUERY_SERVICE_CONFIG)(unsafe.Pointer(&buffer[0]))
	var needed uint32
	if err := windows.QueryServiceConfig(s.Handle, config, uint32(8*len(buffer)), &needed); err != nil {
		return "", err
	}
	start := starts[config.StartType]
	if start != "automatic" {
		return start, nil
	}
	var info delayedInfo
	err := windows.QueryServiceConfig2(s.Handle, windows.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, (*byte)(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)), &needed)
	if err == windows.ERROR_INVALID_LEVEL {
		return start, nil // a system that cannot delay services
	}
	if info.delayed != 0 {
		start = "automatic-delayed"
	}
	return start, err
}

// setStart changes when a service is started, and nothing else of its configuration.
func setStart(s *mgr.Service, want string) error {
	now, err := startOf(s)
	if err != nil || now == want {
		return err
	}
	word, delayed := strings.CutSuffix(want, "-delayed")
	for number, start := range starts {
		if start != word {
			continue
		}
		const keep = windows.SERVICE_NO_CHANGE
		if err := windows.ChangeServiceConfig(s.Handle, keep, number, keep, nil, nil, nil, nil, nil, nil, nil); err != nil {
			return err
		}
	}
	// It may have been delayed while it was not started by itself.
	if now, err = startOf(s); err != nil || now == want {
		return err
	}
	var info delayedInfo
	if delayed {
		info.delayed = 1
	}
	return windows.ChangeServiceConfig2(s.Handle, windows.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, (*byte)(unsafe.Pointer(&info)))
}

func setService(name string, to State) error {
	s, done, err := service(name, windows.SERVICE_QUERY_CONFIG|windows.SERVICE_QUERY_STATUS|windows.SERVICE_CHANGE_CONFIG|windows.SERVICE_START|windows.SERVICE_STOP)
	if err != nil {
		return err
	}
	defer done()
	if err := setStart(s, to.Start); err != nil {
		return err
	}
	status, err := s.Query()
	if err != nil || (status.State == svc.Running) == to.Runs {
		return err
	}
	want := svc.Running
	if to.Runs {
		err = s.Start()
	} else {
		want = svc.Stopped
		_, err = s.Control(svc.Stop)
	}
	for end := time.Now().Add(serviceTime); err == nil && status.State != want; {
		if time.Now().After(end) {
			return fmt.Errorf("the service did not get there in %s", serviceTime)
		}
		time.Sleep(100 * time.Millisecond)
		status, err = s.Query()
	}
	return err
}

// service opens a service with no more rights than are needed.
func service(name string, rights uint32) (*mgr.Service, func(), error) {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT)
	if err != nil {
		return nil, nil, err
	}
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		windows.CloseServiceHandle(manager)
		return nil, nil, err
	}
	h, err := windows.OpenService(manager, wide, rights)
	if err != nil {
		windows.CloseServiceHandle(manager)
		return nil, nil, err
	}
	s := &mgr.Service{Name: name, Handle: h}
	return s, func() { s.Close(); windows.CloseServiceHandle(manager) }, nil
}
