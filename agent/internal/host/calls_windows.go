package host

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
)

// windowsCalls asks this Windows.
type windowsCalls struct{}

var (
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	ntdll    = windows.NewLazySystemDLL("ntdll.dll")
	user32   = windows.NewLazySystemDLL("user32.dll")
	netapi32 = windows.NewLazySystemDLL("netapi32.dll")

	getNativeSystemInfo    = kernel32.NewProc("GetNativeSystemInfo")
	isWow64Process2        = kernel32.NewProc("IsWow64Process2")
	getSystemDefaultLocale = kernel32.NewProc("GetSystemDefaultLocaleName")
	getUserDefaultLocale   = kernel32.NewProc("GetUserDefaultLocaleName")
	getSystemFirmwareTable = kernel32.NewProc("GetSystemFirmwareTable")
	getTickCount64         = kernel32.NewProc("GetTickCount64")
	wineGetVersion         = ntdll.NewProc("wine_get_version")
	getSystemMetrics       = user32.NewProc("GetSystemMetrics")
	netGetAadJoin          = netapi32.NewProc("NetGetAadJoinInformation")
	netFreeAadJoin         = netapi32.NewProc("NetFreeAadJoinInformation")
)

// Processor architectures. Source: Windows SDK, winnt.h, PROCESSOR_ARCHITECTURE_* and IMAGE_FILE_MACHINE_*.
var (
	processors    = map[uint16]string{0: "386", 5: "arm", 9: "amd64", 12: "arm64"}
	imageMachines = map[uint16]string{0x14c: "386", 0x1c4: "arm", 0x8664: "amd64", 0xaa64: "arm64"}
)

func (windowsCalls) version() kernel {
	v := windows.RtlGetVersion()
	const workstation = 1 // VER_NT_WORKSTATION
	k := kernel{major: v.MajorVersion, minor: v.MinorVersion, build: v.BuildNumber, server: v.ProductType != workstation}
	// IsWow64Process2 alone tells the truth to a program for amd64 that runs on arm64.
	if isWow64Process2.Find() == nil {
		var process, native uint16
		if ok, _, _ := isWow64Process2.Call(uintptr(windows.CurrentProcess()), uintptr(unsafe.Pointer(&process)), uintptr(unsafe.Pointer(&native))); ok != 0 {
			k.architecture = imageMachines[native]
		}
	}
	if k.architecture == "" {
		var info [64]byte // SYSTEM_INFO; the first two bytes are the architecture
		getNativeSystemInfo.Call(uintptr(unsafe.Pointer(&info[0])))
		k.architecture = processors[uint16(info[0])|uint16(info[1])<<8]
	}
	if wineGetVersion.Find() == nil {
		if text, _, _ := wineGetVersion.Call(); text != 0 {
			k.emulator = "Wine " + windows.BytePtrToString((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&text))))
		}
	}
	return k
}

func (windowsCalls) languages() (system, person string) {
	ask := func(proc *windows.LazyProc) string {
		var name [85]uint16 // LOCALE_NAME_MAX_LENGTH
		if n, _, _ := proc.Call(uintptr(unsafe.Pointer(&name[0])), uintptr(len(name))); n == 0 {
			return ""
		}
		return windows.UTF16ToString(name[:])
	}
	return ask(getSystemDefaultLocale), ask(getUserDefaultLocale)
}

func (windowsCalls) computer() (netBIOS, dns string, err error) {
	ask := func(format uint32) (string, error) {
		name := make([]uint16, 256)
		n := uint32(len(name))
		if err := windows.GetComputerNameEx(format, &name[0], &n); err != nil {
			return "", err
		}
		return windows.UTF16ToString(name), nil
	}
	dns, _ = ask(windows.ComputerNameDnsFullyQualified)
	netBIOS, err = ask(windows.ComputerNameNetBIOS)
	return netBIOS, dns, err
}

func (windowsCalls) joined() (name string, status uint32, err error) {
	var buffer *uint16
	if err := windows.NetGetJoinInformation(nil, &buffer, &status); err != nil {
		return "", 0, err
	}
	defer windows.NetApiBufferFree((*byte)(unsafe.Pointer(buffer)))
	return windows.UTF16PtrToString(buffer), status, nil
}

// dsregJoinInfo is DSREG_JOIN_INFO as far as it is read. Source: Windows SDK, lmjoin.h.
type dsregJoinInfo struct {
	joinType    uint32
	certificate uintptr
	deviceID    *uint16
	idpDomain   *uint16
	tenantID    *uint16
}

func (windowsCalls) entra() (device, tenant string, err error) {
	if netGetAadJoin.Find() != nil {
		return "", "", nil // before Windows 10, and Wine
	}
	var info *dsregJoinInfo
	result, _, _ := netGetAadJoin.Call(0, uintptr(unsafe.Pointer(&info)))
	if int32(result) < 0 {
		return "", "", fmt.Errorf("NetGetAadJoinInformation: %#x", uint32(result))
	}
	const deviceJoin = 1 // DSREG_DEVICE_JOIN; 2 is a person's account at work, on any device
	if info == nil {
		return "", "", nil
	}
	defer netFreeAadJoin.Call(uintptr(unsafe.Pointer(info)))
	if info.joinType != deviceJoin {
		return "", "", nil
	}
	return windows.UTF16PtrToString(info.deviceID), windows.UTF16PtrToString(info.tenantID), nil
}

func (windowsCalls) firmware() ([]byte, error) {
	const provider = 'R'<<24 | 'S'<<16 | 'M'<<8 | 'B'
	const most = 1 << 20
	size, _, err := getSystemFirmwareTable.Call(provider, 0, 0, 0)
	if size == 0 || size > most {
		return nil, fmt.Errorf("GetSystemFirmwareTable: %d bytes: %w", size, err)
	}
	table := make([]byte, size)
	got, _, err := getSystemFirmwareTable.Call(provider, 0, uintptr(unsafe.Pointer(&table[0])), size)
	if got == 0 || got > size {
		return nil, fmt.Errorf("GetSystemFirmwareTable: %w", err)
	}
	return table[:got], nil
}

func (windowsCalls) space(path string) (free, total uint64, err error) {
	p, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return 0, 0, err
	}
	err = windows.GetDiskFreeSpaceEx(p, &free, &total, nil)
	return free, total, err
}

func (windowsCalls) getenv(name string) string { return os.Getenv(name) }

// systemMetrics are the numbers of GetSystemMetrics that are asked. Source: Windows SDK, winuser.h.
const remoteSession = 0x1000

func (windowsCalls) session(s *Session) {
	if me, err := user.Current(); err == nil {
		s.User = me.Username
	} else {
		s.odd("name of the person: %v", err)
	}
	if err := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &s.ID); err != nil {
		s.fail(Partly, "session: "+err.Error())
	}
	is, _, _ := getSystemMetrics.Call(remoteSession)
	remote := is != 0
	s.Remote = &remote
	token := windows.GetCurrentProcessToken()
	elevated := token.IsElevated()
	s.Elevated = &elevated
	if administrator, err := administrators(token, elevated); err == nil {
		s.Administrator = &administrator
	}
	milliseconds, _, _ := getTickCount64.Call()
	if milliseconds > 0 {
		// To the second: two looks are to agree on when the machine was started.
		s.BootedAt = time.Now().Add(-time.Duration(milliseconds) * time.Millisecond).UTC().Round(time.Second)
	}
}

// administrators tells whether the person is one of the administrators, also where this
// program was not started as one: the group then stands in the token for refusals only.
func administrators(token windows.Token, elevated bool) (bool, error) {
	if elevated {
		return true, nil
	}
	group, err := windows.CreateWellKnownSid(windows.WinBuiltinAdministratorsSid)
	if err != nil {
		return false, err
	}
	groups, err := token.GetTokenGroups()
	if err != nil {
		return false, err
	}
	for _, g := range groups.AllGroups() {
		if g.Sid.Equals(group) {
			return true, nil
		}
	}
	return false, nil
}

func (windowsCalls) programs(ctx context.Context) ([]Program, error) {
	snapshot, err := windows.CreateToolhelp32Snapshot(windows.TH32CS_SNAPPROCESS, 0)
	if err != nil {
		return nil, refusal("list of processes", err)
	}
	defer windows.CloseHandle(snapshot)
	var mine uint32
	mineErr := windows.ProcessIdToSessionId(windows.GetCurrentProcessId(), &mine)
	var list []Program
	entry := windows.ProcessEntry32{Size: uint32(unsafe.Sizeof(windows.ProcessEntry32{}))}
	for err = windows.Process32First(snapshot, &entry); err == nil; err = windows.Process32Next(snapshot, &entry) {
		if ctx.Err() != nil {
			return list, ctx.Err()
		}
		p := Program{ID: entry.ProcessID, Name: windows.UTF16ToString(entry.ExeFile[:])}
		if windows.ProcessIdToSessionId(p.ID, &p.Session) == nil && mineErr == nil {
			p.Mine = p.Session == mine
		}
		p.ask()
		list = append(list, p)
	}
	if err != windows.ERROR_NO_MORE_FILES {
		return list, err
	}
	return list, nil
}

// ask fills in path and start of a process, where this person may know them.
func (p *Program) ask() {
	process, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, p.ID)
	if err != nil {
		return
	}
	defer windows.CloseHandle(process)
	path := make([]uint16, windows.MAX_LONG_PATH)
	n := uint32(len(path))
	if windows.QueryFullProcessImageName(process, 0, &path[0], &n) == nil {
		p.Path = windows.UTF16ToString(path[:n])
	}
	var created, exited, kernelTime, userTime windows.Filetime
	if windows.GetProcessTimes(process, &created, &exited, &kernelTime, &userTime) == nil && created.Nanoseconds() > 0 {
		p.StartedAt = time.Unix(0, created.Nanoseconds()).UTC()
	}
}

// refusal makes an error that isRefusal knows of a system's error that is one.
func refusal(what string, err error) error {
	if err == syscall.ERROR_ACCESS_DENIED {
		return fmt.Errorf("%s: %w", what, fs.ErrPermission)
	}
	return fmt.Errorf("%s: %w", what, err)
}

var runnings = map[uint32]Running{1: Stopped, 2: Starting, 3: Stopping, 4: Started, 5: Resuming, 6: Pausing, 7: Paused}

var starts = map[uint32]Start{0: StartBoot, 1: StartSystem, 2: StartAutomatic, 3: StartManual, 4: StartDisabled}

func (windowsCalls) services(ctx context.Context) ([]Service, error) {
	manager, err := windows.OpenSCManager(nil, nil, windows.SC_MANAGER_CONNECT|windows.SC_MANAGER_ENUMERATE_SERVICE)
	if err != nil {
		return nil, refusal("service control manager", err)
	}
	defer windows.CloseServiceHandle(manager)
	buffer := make([]byte, 256<<10) // the most that one call takes
	var list []Service
	var resume uint32
	for {
		var needed, returned uint32
		err := windows.EnumServicesStatusEx(manager, windows.SC_ENUM_PROCESS_INFO, windows.SERVICE_WIN32, windows.SERVICE_STATE_ALL,
			&buffer[0], uint32(len(buffer)), &needed, &returned, &resume, nil)
		if err != nil && err != windows.ERROR_MORE_DATA {
			return list, refusal("list of services", err)
		}
		for _, found := range unsafe.Slice((*windows.ENUM_SERVICE_STATUS_PROCESS)(unsafe.Pointer(&buffer[0])), returned) {
			s := Service{
				Name: windows.UTF16PtrToString(found.ServiceName), Display: windows.UTF16PtrToString(found.DisplayName),
				State: runnings[found.ServiceStatusProcess.CurrentState], Process: found.ServiceStatusProcess.ProcessId,
			}
			// Which there are and which run is told at once; only the rest takes its time.
			if ctx.Err() == nil {
				s.ask(manager)
			}
			list = append(list, s)
		}
		if err == nil {
			return list, ctx.Err()
		}
		if returned == 0 {
			return list, fmt.Errorf("list of services: one needs %d bytes", needed)
		}
	}
}

// ask fills in the configuration of a service, where this person may know it.
func (s *Service) ask(manager windows.Handle) {
	name, err := windows.UTF16PtrFromString(s.Name)
	if err != nil {
		return
	}
	service, err := windows.OpenService(manager, name, windows.SERVICE_QUERY_CONFIG)
	if err != nil {
		return
	}
	defer windows.CloseServiceHandle(service)
	// 8 KiB is the most that it may need. Aligned for the struct at its beginning.
	buffer := make([]uint64, 1024)
	size, needed := uint32(8*len(buffer)), uint32(0)
	config := (*windows.QUERY_SERVICE_CONFIG)(unsafe.Pointer(&buffer[0]))
	if windows.QueryServiceConfig(service, config, size, &needed) != nil {
		return
	}
	s.Start = starts[config.StartType]
	if config.BinaryPathName != nil {
		s.Path = windows.UTF16PtrToString(config.BinaryPathName)
	}
	if config.ServiceStartName != nil {
		s.Account = windows.UTF16PtrToString(config.ServiceStartName)
	}
	if s.Start == StartAutomatic {
		var delayed windows.SERVICE_DELAYED_AUTO_START_INFO
		if windows.QueryServiceConfig2(service, windows.SERVICE_CONFIG_DELAYED_AUTO_START_INFO, (*byte)(unsafe.Pointer(&delayed)), uint32(unsafe.Sizeof(delayed)), &needed) == nil &&
			delayed.IsDelayedAutoStartUp != 0 {
			s.Start = StartDelayed
		}
	}
	s.Path = strings.TrimSpace(s.Path)
}
