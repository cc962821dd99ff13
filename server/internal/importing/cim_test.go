package importing

import "testing"

func TestColumnOf(t *testing.T) {
	for heading, want := range map[string]string{
		"Smartcard Number": "card", "SmartcardNumber": "card", "Card serial number": "card", "Smartcard UID": "card", "Serial No": "card",
		"Number of smartcards held": "", "Number of cards held by user": "", "User Name": "holder_name", "Email": "holder_email", "Holder name": "holder_name",
		"Smartcard Type": "type", "Card type": "type", "Type": "type", "Organisation type": "", "User type": "",
		"Status": "status", "Smartcard status": "status", "Profile status": "", "User status": "",
		"Date of issue": "issued", "Issue date": "issued", "Issued by": "", "Date of expiry": "expires", "Smartcard expiry date": "expires",
		"Certificate expiry date": "certificate_expires", "Cert end": "certificate_expires", "Certificate status": "", "Expiring within 30 days": "",
		"ODS Code": "organisation", "ODSCode": "organisation", "Holder's organisation": "organisation", "Organisation Name": "", "ODS name": "",
		"UUID": "holder", "User ID": "holder", "Smartcard holder UUID": "holder", "Card holder": "holder",
		"Last used": "last_used", "Card series": "series", "ATR": "atr",
	} {
		if got, _ := columnOf(heading); got != want {
			t.Errorf("%s: got %q, want %q", heading, got, want)
		}
	}
}
