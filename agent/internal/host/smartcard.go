package host

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Smartcard is what the system has for readers and cards, apart from the readers
// and cards themselves (package card sees those). The services SCardSvr,
// CertPropSvc, SCPolicySvc and ScDeviceEnum, and pcscd, are among Services.
type Smartcard struct {
	Part
	Drivers     []Driver     `json:"drivers,omitempty"`
	Minidrivers []Minidriver `json:"minidrivers,omitempty"`
	// CapiOverrideOff is DisableCapiOverrideForRSA: 0 brings CSPs back for RSA cards
	// after the updates of October 2025 (CVE-2024-30098), 1 keeps the KSP. nil: not set.
	CapiOverrideOff *uint32 `json:"disable_capi_override_for_rsa,omitempty"`
	// Propagation is the policy CertPropEnabled: certificates of a card appear in the
	// person's store. nil: not set, which is on.
	Propagation *uint32 `json:"certificate_propagation,omitempty"`
	// Daemon: pcscd's socket is there (Linux). nil: not looked at.
	Daemon *bool `json:"daemon,omitempty"`
}

// A Driver is the driver of a reader that is or was connected.
type Driver struct {
	Description string `json:"description,omitzero" reveals:"text"` // "Microsoft Usbccid Smartcard Reader (WUDF)"
	Version     string `json:"version,omitzero" reveals:"text"`
	Date        string `json:"date,omitzero" reveals:"none"` // "2006-06-21"
	Provider    string `json:"provider,omitzero" reveals:"text"`
	INF         string `json:"inf,omitzero" reveals:"text"`
	Device      string `json:"device,omitzero" reveals:"text"` // "usb\class_0b", MatchingDeviceId
}

// A Minidriver is one entry of Calais\SmartCards: which software Windows uses for
// cards with which ATR.
type Minidriver struct {
	Name     string `json:"name,omitzero" reveals:"text"`
	View     View   `json:"view,omitzero" reveals:"none"`
	ATR      string `json:"atr,omitzero" reveals:"none"`        // hex, upper case; empty: none
	Mask     string `json:"mask,omitzero" reveals:"none"`       // hex, as long as the ATR
	Provider string `json:"provider,omitzero" reveals:"text"`   // Crypto Provider: a CSP
	KSP      string `json:"ksp,omitzero" reveals:"text"`        // Smart Card Key Storage Provider
	Module   string `json:"minidriver,omitzero" reveals:"path"` // 80000001: file of the minidriver
}

const (
	// The device class SmartCardReader. Source: Microsoft, "System-Defined Device Setup Classes".
	readerClassKey = `HKLM\SYSTEM\CurrentControlSet\Control\Class\{50DD5230-BA8A-11D1-BF5D-0000F805F530}`
	calaisKey      = `HKLM\SOFTWARE\Microsoft\Cryptography\Calais`
	certPropKey    = `HKLM\SOFTWARE\Policies\Microsoft\Windows\CertProp`
)

// longestATR is that of ISO 7816-3 §8.2.1: TS and 32 more, in bytes.
const longestATR = 33

func (w *onWindows) smartcard(ctx context.Context, s *Smartcard) {
	reg := newHive(ctx, w.reg, &s.Part)
	defer reg.done()
	for _, number := range reg.keys(key(readerClassKey, 64)) {
		if len(number) != 4 || strings.Trim(number, "0123456789") != "" {
			continue // Properties and Configuration, which need more rights
		}
		v := reg.values(key(readerClassKey, 64).Below(number))
		s.Drivers = append(s.Drivers, Driver{
			Description: v.text("DriverDesc"), Version: v.text("DriverVersion"), Date: driverDate(v.text("DriverDate")),
			Provider: v.text("ProviderName"), INF: v.text("InfPath"), Device: v.text("MatchingDeviceId"),
		})
	}
	for _, view := range views {
		cards := key(calaisKey, view.bits).Below("SmartCards")
		for _, name := range reg.keys(cards) {
			v := reg.values(cards.Below(name))
			s.Minidrivers = append(s.Minidrivers, Minidriver{
				Name: Clean(name), View: view.view, ATR: atr(v, "ATR"), Mask: atr(v, "ATRMask"),
				Provider: v.text("Crypto Provider"), KSP: v.text("Smart Card Key Storage Provider"), Module: v.text("80000001"),
			})
		}
	}
	slices.SortStableFunc(s.Minidrivers, func(a, b Minidriver) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(string(b.View), string(a.View)))
	})
	s.CapiOverrideOff = reg.values(key(calaisKey, 64)).number("DisableCapiOverrideForRSA")
	s.Propagation = reg.values(key(certPropKey, 64)).number("CertPropEnabled")
}

// atr gives an ATR or a mask as digits.
func atr(v values, name string) string {
	b := v.bytes(name)
	if len(b) > longestATR {
		v.odd(name, fmt.Errorf("it has %d bytes, and an ATR at most %d", len(b), longestATR))
		b = b[:longestATR]
	}
	return hex(b)
}

// driverDate reads a date as Windows writes it for drivers: 6-21-2006.
func driverDate(text string) string {
	at, err := time.Parse("1-2-2006", text)
	if err != nil {
		return ""
	}
	return at.Format("2006-01-02")
}

// Matches tells whether Windows would use the minidriver for a card with this ATR, in
// upper-case digits: they are equal where the mask has ones.
func (m Minidriver) Matches(card string) bool {
	if m.ATR == "" || len(card) != len(m.ATR) || len(card)%2 != 0 {
		return false
	}
	for i := 0; i < len(card); i += 2 {
		mask := uint64(0xff)
		if m.Mask != "" {
			if len(m.Mask) != len(m.ATR) {
				return false
			}
			mask, _ = strconv.ParseUint(m.Mask[i:i+2], 16, 8)
		}
		a, err := strconv.ParseUint(card[i:i+2], 16, 8)
		b, err2 := strconv.ParseUint(m.ATR[i:i+2], 16, 8)
		if err != nil || err2 != nil || a&mask != b&mask {
			return false
		}
	}
	return true
}
