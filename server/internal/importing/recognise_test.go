package importing

import (
	"strings"
	"testing"
)

func TestRecognise(t *testing.T) {
	tests := []struct {
		head string
		by   []Mapping
		want string // the kind, or what its error says
	}{
		{"organisation,name,parent,kind,it_provider,registration_authority,groups", nil, "organisations.csv"},
		{"Parent,Organisation", nil, "organisations.csv"},
		{"organisation,team,name,phone,email,hours", nil, "contacts.csv"},
		{"person,name,email,organisation,groups", nil, "people.csv"},
		{"device,organisation,name,os,os_version,last_seen,groups,uses,identity-agent", nil, "devices.csv"},
		{"OS Version,DEVICE,Identity Agent", nil, "devices.csv"},
		{"card,series,type,atr,holder,organisation,issued,expires,certificate_expires,status,last_used", nil, "cards.csv"},
		{"card", nil, "cards.csv"},
		{"application,name,supplier,protocols,contact", nil, "applications.csv"},
		{"device,application,complete", nil, "device_applications.csv"},
		{"at,person,card,device,organisation,client,client_version,tls,application,use,outcome", nil, "signins.csv"},
		{"at,card", nil, "signins.csv"},
		{"kind,namespace,value,subject", nil, "aliases.csv"},
		{"ApplicationKey,ApplicationName,ApplicationPublisher,ApplicationShortVersion,ApplicationVersion,DeviceId,DeviceName,OSDescription,OSVersion,Platform,UserId,EmailAddress,UserName", nil, "intune-apps"},
		{"DeviceName,ApplicationName", nil, "intune-apps"},
		{"Device ID,Device name,Last check-in,OS,OS version,Primary user UPN", nil, "intune-devices"},
		{"DeviceName,managementAgent,ownerType,complianceState,OS,OSVersion,LastContact,UPN,DeviceId", nil, "intune-devices"},
		{"DeviceName,UserPrincipalName,Platform,AppVersion,InstallState,InstallStateDetail", nil, "AppInvRawData"},
		{"DeviceName,UserName,EmailAddress", nil, "Apps > Monitor > Discovered apps > Export"},
		{"ApplicationName,ApplicationVersion,DeviceCount", nil, "counts devices and does not name them"},
		{"DisplayName,Publisher,Version,InstalledDeviceCount", nil, "counts devices and does not name them"},
		{"ResourceID,Netbios_Name0,DisplayName0,Publisher0,Version0,InstallDate0", nil, "configmgr"},
		{"DisplayName0,Version0,ResourceID", nil, "configmgr"},
		{"hostname,name,version,install_location,publisher", nil, "osquery"},
		{"name,version,install_location,publisher", nil, "not of which device"},
		{"Smartcard Number,Smartcard Type,Smartcard Status,Date of Issue,Date of Expiry,User ID,User Name,Organisation Code,Organisation Name,Number of Smartcards Held", nil, "cim-smartcards"},
		{"Card serial no,Manufacturer,Issued on", nil, "cim-smartcards"},
		{"Smartcard Type,Smartcard Status,Date of Issue,Date of Expiry,ODS code", nil, "none of its headings is the number of a smartcard"},
		{"Card number,Serial number,Card type,Card status", nil, "cim-smartcards"},
		{"Card number,Smartcard ID,Card type,Card status", nil, "Card number,card\nSmartcard ID,card\nCard type,type"},
		{"Plastic,Kind of thing", nil, "its headings are Plastic, Kind of thing"},
		{"Plastic,Kind of thing", []Mapping{{"plastic", "card"}}, "cards.csv"},
		{"Plastic,Smartcard Type,Smartcard Status,Date of Issue,Date of Expiry", []Mapping{{"Plastic", "card"}}, "cim-smartcards"},
		{"0612345678,RXX", []Mapping{{"1", "card"}, {"2", "organisation"}}, "cards.csv"},
		{"0612345678", []Mapping{{"1", "card"}, {"2", "organisation"}}, "no known kind"},
		{"Everything in this folder is invented: no organisation, person, device or card of it exists.", nil, "no known kind"},
		{"device,name,Device", nil, "two columns are headed \"Device\""},
		{"device,note,Note", nil, "devices.csv"},
		{"", nil, "no row"},
		{"organisation", nil, "no known kind"},
		{"Z00001,Invented Practice" + strings.Repeat(",", 25), nil, "ods"},
		{"Z00001,Invented Practice" + strings.Repeat(",", 24), nil, "no known kind"},
		{"{}", nil, "osquery"},
		{"Smartcards report\nRun on,30/06/2025\nSmartcard number,Card type,Card status", nil, "cim-smartcards"},
		{"Device install status\nDeviceName,UserName,InstallState,AppVersion", nil, "AppInvRawData"},
		{"Report\nof,everything,else\ndevice,name,os", nil, "its headings are Report"},
	}
	for _, test := range tests {
		kind, err := Recognise(csvTable("any.csv", test.head+"\n"), test.by)
		if err == nil && string(kind) != test.want || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\ngot  %s, %v\nwant %s", test.head, kind, err, test.want)
		}
	}
}

func TestRecogniseForced(t *testing.T) {
	tests := []struct {
		head   string
		forced Kind
		want   string
	}{
		{"person,card,device,name", People, "people.csv"},
		{"person,card,device,name", Cards, "cards.csv"},
		{"Device ID,Device name,OS", Devices, "intune-devices"},
		{"Smartcard Number,Smartcard Type,Smartcard Status", Cards, "cim-smartcards"},
		{"DeviceName,UserName", Devices, "AppInvRawData"},
		{"person,name", Devices, "it has no column device, its headings are person, name"},
		{"[]", Devices, "osquery"},
		{"[]", Cards, "not as cards.csv"},
		{"organisation", Organisations, "organisations.csv"},
	}
	for _, test := range tests {
		s, err := recognise(csvTable("any.csv", test.head+"\n"), nil, test.forced)
		if err == nil && string(s.kind) != test.want || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s as %s\ngot  %s, %v\nwant %s", test.head, test.forced, s.kind, err, test.want)
		}
	}
}

// FuzzRecognise looks for headings that panic.
func FuzzRecognise(f *testing.F) {
	f.Add("device,name\nPC1,x\n", "device", "card", uint8(0))
	f.Add("Smartcard Number,Type,Card type\n1,2,3\n", "1", "card", uint8(7))
	f.Add("Z00001,Invented Practice"+strings.Repeat(",", 25)+"\n", "4", "parent", uint8(1))
	f.Fuzz(func(t *testing.T, text, heading, column string, forced uint8) {
		by := []Mapping{{heading, column}}
		table := csvTable("any", text)
		kind, err := Recognise(table, by)
		if (err == nil) != (formOf(kind) != nil) && err == nil {
			t.Errorf("%q is of the kind %q, which does not exist", text, kind)
		}
		kinds := Kinds()
		s, err := recognise(csvTable("any", text), by, kinds[int(forced)%len(kinds)])
		if err == nil && table.JSON == nil && len(s.heading.folded) != len(table.Head[0]) {
			t.Errorf("%q: %d columns became %d", text, len(table.Head[0]), len(s.heading.folded))
		}
	})
}
