package host

import (
	"fmt"
	"slices"
	"strings"
)

// A Candidate is a place where a file may lie. In Path, %NAME% is a variable of the
// environment, %PATH% each folder of the search path, and * any characters of one name.
type Candidate struct {
	Of   string // whose it would be: "oberthur-middleware"
	Path string // with the separators of the system it is for
	// Program is the name of a file that is looked for besides, where a product that fits
	// Products was installed, where a process of that name was started, and where a service
	// of that name is.
	Program  string
	Products string // pattern of names of products
}

// Candidates are the places that are known to have been used, somewhere, in the order in
// which they are looked at; a file belongs to the first that finds it. Most of them are not
// published by who makes the software, so Options may name others.
// Source of the Oberthur places: public lists of PKCS #11 modules.
func Candidates() []Candidate {
	return []Candidate{
		{Of: "identity-agent", Path: `%ProgramFiles(x86)%\*\*Identity Agent*\IdentityAgent.exe`, Program: "IdentityAgent.exe", Products: "*Identity Agent*"},
		{Of: "identity-agent", Path: `%ProgramFiles%\*\*Identity Agent*\IdentityAgent.exe`},
		{Of: "identity-agent", Path: `%ProgramFiles(x86)%\*Identity Agent*\IdentityAgent.exe`},
		{Of: "identity-agent", Path: `%ProgramFiles%\*Identity Agent*\IdentityAgent.exe`},
		{Of: "ticket-api", Path: `%PATH%\TicketApiDll.dll`},
		{Of: "ticket-api", Path: `%SystemRoot%\SysWOW64\TicketApiDll.dll`},
		{Of: "ticket-api", Path: `%SystemRoot%\System32\TicketApiDll.dll`},
		{Of: "credential-management", Path: `%ProgramFiles(x86)%\*NHS Digital*\*Credential*\*.exe`, Products: "*Credential Management*", Program: "*.exe"},
		{Of: "credential-management", Path: `%ProgramFiles%\*NHS Digital*\*Credential*\*.exe`},
		{Of: "smartcard-connect", Products: "*Smartcard Connect*", Program: "*.exe"},
		{Of: "port-service", Products: "*Port Service*", Program: "*.exe"},
		{Of: "native-bridge", Path: `%ProgramFiles(x86)%\HSCIC\NativeBridge\*.exe`},
		{Of: "native-bridge", Path: `%ProgramFiles%\HSCIC\NativeBridge\*.exe`},
		{Of: "native-bridge", Path: `%LOCALAPPDATA%\HSCIC\Native\uk.nhs.ncrs.auth.json`},

		{Of: "oberthur-middleware", Path: `%ProgramFiles(x86)%\Oberthur Technologies\AWP\DLLs\OcsCryptolib_P11.dll`},
		{Of: "oberthur-middleware", Path: `%ProgramFiles(x86)%\Oberthur Technologies\AWP\DLLs\OcsCryptoki.dll`},
		{Of: "oberthur-middleware", Path: `%ProgramFiles%\Oberthur Technologies\AWP\DLLs\OcsCryptolib_P11.dll`},
		{Of: "oberthur-middleware", Path: `%ProgramFiles%\Oberthur Technologies\AWP\DLLs\OcsCryptoki.dll`},
		{Of: "oberthur-middleware", Path: `%ProgramFiles%\IDEMIA\AWP\DLLs\OcsCryptoki.dll`},
		{Of: "oberthur-middleware", Path: `%ProgramFiles(x86)%\IDEMIA\AWP\DLLs\OcsCryptoki.dll`},
		{Of: "oberthur-middleware", Path: `%SystemRoot%\System32\OcsCryptoki.dll`},
		{Of: "oberthur-middleware", Path: `%SystemRoot%\SysWOW64\OcsCryptoki.dll`},
		{Of: "gemalto-middleware", Path: `%ProgramFiles%\Gemalto\*\BIN\gclib.dll`},
		{Of: "gemalto-middleware", Path: `%ProgramFiles(x86)%\Gemalto\*\BIN\gclib.dll`},
		{Of: "opensc", Path: `%ProgramFiles%\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll`},
		{Of: "opensc", Path: `%ProgramFiles(x86)%\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll`},
		{Of: "piv-minidriver", Path: `%SystemRoot%\System32\msclmd.dll`},
		{Of: "piv-minidriver", Path: `%SystemRoot%\SysWOW64\msclmd.dll`},
		{Of: "windows-smartcard", Path: `%SystemRoot%\System32\winscard.dll`},
		{Of: "windows-smartcard", Path: `%SystemRoot%\SysWOW64\winscard.dll`},

		// What else stands in the folder whose remains stop an installation.
		{Of: "nhs-digital", Path: `%ProgramFiles(x86)%\*NHS Digital*\*.exe`},
		{Of: "nhs-digital", Path: `%ProgramFiles(x86)%\*NHS Digital*\*\*.exe`},

		{Of: "oberthur-middleware", Path: "/usr/local/AWP/lib/libOcsCryptoki.so"},
		{Of: "oberthur-middleware", Path: "/Library/AWP/lib/libOcsCryptoki.dylib"},
		{Of: "gemalto-middleware", Path: "/usr/lib/ClassicClient/libgclib.so"},
		{Of: "opensc", Path: "/usr/lib/*/opensc-pkcs11.so"},
		{Of: "opensc", Path: "/usr/lib/opensc-pkcs11.so"},
		{Of: "opensc", Path: "/Library/OpenSC/lib/opensc-pkcs11.so"},
		{Of: "pcsc", Path: "/usr/sbin/pcscd"},
		{Of: "pcsc", Path: "/usr/lib/*/libpcsclite.so.1"},
	}
}

// maxPlaces bounds what one candidate may become.
const maxPlaces = 200

// places gives the full paths that a candidate stands for on this machine: exact ones,
// which may not be there, and those that were found by a pattern.
func (l *fileLook) places(c Candidate) (exact, found []string) {
	separator := "/"
	if strings.ContainsAny(c.Path, `\%`) {
		separator = `\`
	}
	if c.Path == "" || separator != l.separator {
		return nil, nil
	}
	path := c.Path
	starts := []string{""}
	if rest, ok := strings.CutPrefix(path, "%PATH%"); ok {
		starts, path = l.path, rest
		if len(starts) > maxPlaces {
			starts = starts[:maxPlaces]
		}
	} else if strings.HasPrefix(path, "%") {
		name, rest, ok := strings.Cut(path[1:], "%")
		value := l.getenv(name)
		if !ok || value == "" {
			l.part.fail(Partly, fmt.Sprintf("the environment has no %s", name))
			return nil, nil
		}
		starts, path = []string{strings.TrimSuffix(value, separator)}, rest
	}
	if !strings.Contains(path, "*") {
		for _, start := range starts {
			exact = append(exact, start+path)
		}
		// A folder of the search path rarely has what is looked for.
		if strings.HasPrefix(c.Path, "%PATH%") {
			return nil, exact
		}
		return exact, nil
	}
	folders := starts
	names := strings.Split(strings.TrimPrefix(path, separator), separator)
	for i, name := range names {
		var next []string
		for _, folder := range folders {
			if !strings.Contains(name, "*") {
				next = append(next, folder+separator+name)
				continue
			}
			entries, err := l.files.names(folder + separator)
			if err != nil {
				l.missed(folder, err)
			}
			for _, entry := range entries {
				if like(name, entry) && len(next) < maxPlaces {
					next = append(next, folder+separator+entry)
				}
			}
		}
		if folders = next; i < len(names)-1 && len(folders) == 0 {
			return nil, nil
		}
	}
	return nil, folders
}

// beside gives the places of a candidate's program that products, processes and
// services point to.
func (l *fileLook) beside(c Candidate, h *Host) (found []string) {
	if c.Program == "" || l.separator != `\` {
		return nil
	}
	for _, p := range h.Products.List {
		if c.Products != "" && like(c.Products, p.Name) && p.Location != "" {
			folder := strings.TrimRight(strings.Trim(p.Location, `"`), `\`)
			if !local(folder) {
				continue
			}
			if !strings.Contains(c.Program, "*") {
				found = append(found, folder+`\`+c.Program)
				continue
			}
			entries, err := l.files.names(folder + `\`)
			if err != nil {
				l.missed(folder, err)
			}
			for _, entry := range entries {
				if like(c.Program, entry) {
					found = append(found, folder+`\`+entry)
				}
			}
		}
	}
	if !strings.Contains(c.Program, "*") {
		for _, p := range h.Programs.List {
			if strings.EqualFold(p.Name, c.Program) && local(p.Path) {
				found = append(found, p.Path)
			}
		}
		for _, s := range h.Services.List {
			if path := commandPath(s.Path); strings.EqualFold(path[strings.LastIndex(path, `\`)+1:], c.Program) && local(path) {
				found = append(found, path)
			}
		}
	}
	return found[:min(len(found), maxPlaces)]
}

// local tells whether a path is on a drive with a letter: looking at a server that
// is away takes longer than all the rest.
func local(path string) bool {
	return len(path) > 2 && path[1] == ':' && path[2] == '\\'
}

// commandPath gives the program of a command line: `"C:\a b\c.exe" -x` is C:\a b\c.exe.
func commandPath(line string) string {
	line = strings.TrimSpace(line)
	if rest, ok := strings.CutPrefix(line, `"`); ok {
		path, _, _ := strings.Cut(rest, `"`)
		return path
	}
	if at := strings.Index(strings.ToLower(line), ".exe"); at >= 0 {
		return line[:at+len(".exe")]
	}
	path, _, _ := strings.Cut(line, " ")
	return path
}

// onPath tells whether a file lies in a folder of the search path.
func (l *fileLook) onPath(file string) bool {
	at := strings.LastIndex(file, l.separator)
	return at > 0 && slices.ContainsFunc(l.path, func(folder string) bool {
		return strings.EqualFold(strings.TrimRight(folder, l.separator), file[:at])
	})
}
