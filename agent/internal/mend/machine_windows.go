package mend

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"
	"golang.org/x/sys/windows/svc"
	"golang.org/x/sys/windows/svc/mgr"
)

// This is the machine that the program runs on.
type This struct{}

// serviceTime is how long a service may take to start or stop: Windows itself waits
// so long (ServicesPipeTimeout).
const serviceTime = 30 * time.Second

func root(v Value) registry.Key {
	if v.Root == Person {
		return registry.CURRENT_USER
	}
	return registry.LOCAL_MACHINE
}

func access(v Value) uint32 {
	switch v.View {
	case "32":
		return registry.WOW64_32KEY
	case "64":
		return registry.WOW64_64KEY
	}
	return 0
}

func (This) Look(c Change) (State, error) {
	if c.Value == nil {
		return lookService(c.Service)
	}
	k, err := registry.OpenKey(root(*c.Value), c.Value.Key, registry.QUERY_VALUE|access(*c.Value))
	if errors.Is(err, registry.ErrNotExist) {
		return State{Absent: true}, nil
	}
	if err != nil {
		return State{}, err
	}
	defer k.Close()
	n, kind, err := k.GetIntegerValue(c.Value.Name)
	switch {
	case errors.Is(err, registry.ErrNotExist):
		return State{Absent: true}, nil
	case err != nil:
		return State{}, fmt.Errorf("it is no number: %w", err)
	case kind != registry.DWORD:
		return State{}, errors.New("it is a number of another size than Windows reads")
	}
	return State{Number: uint32(n)}, nil
}

func (This) Set(c Change, to State) (made []string, err error) {
	if c.Value == nil {
		return nil, setService(c.Service, to)
	}
	v := *c.Value
	if to.Absent {
		k, err := registry.OpenKey(root(v), v.Key, registry.SET_VALUE|access(v))
		if err != nil {
			return nil, err
		}
		defer k.Close()
		return nil, k.DeleteValue(v.Name)
	}
	made = missing(v)
	k, _, err := registry.CreateKey(root(v), v.Key, registry.SET_VALUE|access(v))
	if err != nil {
		return nil, err
	}
	defer k.Close()
	return made, k.SetDWordValue(v.Name, to.Number)
}

// missing are the keys above a value that are not there, the uppermost first.
func missing(v Value) []string {
	var out []string
	for key := v.Key; key != ""; {
		k, err := registry.OpenKey(root(v), key, registry.QUERY_VALUE|access(v))
		if err == nil {
			k.Close()
			break
		}
		if !errors.Is(err, registry.ErrNotExist) {
			break
		}
		out = append(out, key)
		key = key[:max(0, strings.LastIndexByte(key, '\\'))]
	}
	slices.Reverse(out)
	return out
}

func (This) Unmake(v Value, key string) error {
	k, err := registry.OpenKey(root(v), key, registry.QUERY_VALUE|registry.ENUMERATE_SUB_KEYS|access(v))
	if errors.Is(err, registry.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	info, err := k.Stat()
	k.Close()
	if err != nil || info.SubKeyCount+info.ValueCount > 0 {
		return err
	}
	return registry.DeleteKey(root(v), key)
}

var starts = map[uint32]string{mgr.StartAutomatic: "automatic", mgr.StartManual: "manual", mgr.StartDisabled: "disabled"}

func lookService(name string) (State, error) {
	s, done, err := service(name, windows.SERVICE_QUERY_CONFIG|windows.SERVICE_QUERY_STATUS)
	if err != nil {
		return State{}, err
	}
	defer done()
	config, err := s.Config()
	if err != nil {
		return State{}, err
	}
	status, err := s.Query()
	if err != nil {
		return State{}, err
	}
	start := starts[config.StartType]
	if start == "automatic" && config.DelayedAutoStart {
		start = "automatic-delayed"
	}
	return State{Start: start, Runs: status.State == svc.Running}, nil
}

func setService(name string, to State) error {
	s, done, err := service(name, windows.SERVICE_QUERY_CONFIG|windows.SERVICE_QUERY_STATUS|windows.SERVICE_CHANGE_CONFIG|windows.SERVICE_START|windows.SERVICE_STOP)
	if err != nil {
		return err
	}
	defer done()
	config, err := s.Config()
	if err != nil {
		return err
	}
	delayed := to.Start == "automatic-delayed"
	for number, word := range starts {
		if word == strings.TrimSuffix(to.Start, "-delayed") && (config.StartType != number || config.DelayedAutoStart != delayed) {
			config.StartType, config.DelayedAutoStart = number, delayed
			if err := s.UpdateConfig(config); err != nil {
				return err
			}
			break
		}
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
