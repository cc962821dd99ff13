/* A winscard.dll with one reader and a card in it that has no PIV application, made with
 * Windows' own headers. */
#include <windows.h>
#include <winscard.h>
#include <string.h>

static const WCHAR names[] = L"HID Global OMNIKEY 3x21 Smart Card Reader 0\0";
static const BYTE atr[] = {0x3B, 0x80, 0x01, 0x81};

LONG WINAPI SCardEstablishContext(DWORD scope, LPCVOID a, LPCVOID b, LPSCARDCONTEXT context) {
	*context = 1;
	return scope == SCARD_SCOPE_SYSTEM && !a && !b ? SCARD_S_SUCCESS : SCARD_E_INVALID_PARAMETER;
}
LONG WINAPI SCardReleaseContext(SCARDCONTEXT context) { return SCARD_S_SUCCESS; }
LONG WINAPI SCardCancel(SCARDCONTEXT context) { return SCARD_S_SUCCESS; }

LONG WINAPI SCardListReadersW(SCARDCONTEXT context, LPCWSTR groups, LPWSTR out, LPDWORD length) {
	DWORD n = sizeof names / sizeof *names;
	if (!out || *length < n) {
		*length = n;
		return out ? SCARD_E_INSUFFICIENT_BUFFER : SCARD_S_SUCCESS;
	}
	memcpy(out, names, sizeof names);
	*length = n;
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardGetStatusChangeW(SCARDCONTEXT context, DWORD wait, LPSCARD_READERSTATEW states, DWORD count) {
	for (DWORD i = 0; i < count; i++) {
		states[i].dwEventState = SCARD_STATE_CHANGED | SCARD_STATE_PRESENT | 1 << 16;
		states[i].cbAtr = sizeof atr;
		memcpy(states[i].rgbAtr, atr, sizeof atr);
	}
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardConnectW(SCARDCONTEXT context, LPCWSTR reader, DWORD share, DWORD protocols, LPSCARDHANDLE card, LPDWORD protocol) {
	*card = 2;
	*protocol = SCARD_PROTOCOL_T1;
	return SCARD_S_SUCCESS;
}
LONG WINAPI SCardReconnect(SCARDHANDLE card, DWORD share, DWORD protocols, DWORD what, LPDWORD protocol) {
	*protocol = SCARD_PROTOCOL_T1;
	return SCARD_S_SUCCESS;
}
LONG WINAPI SCardDisconnect(SCARDHANDLE card, DWORD what) { return SCARD_S_SUCCESS; }
LONG WINAPI SCardBeginTransaction(SCARDHANDLE card) { return SCARD_S_SUCCESS; }
LONG WINAPI SCardEndTransaction(SCARDHANDLE card, DWORD what) { return SCARD_S_SUCCESS; }

LONG WINAPI SCardStatusW(SCARDHANDLE card, LPWSTR reader, LPDWORD letters, LPDWORD state, LPDWORD protocol, LPBYTE out, LPDWORD n) {
	if (reader && *letters >= sizeof names / sizeof *names)
		memcpy(reader, names, sizeof names);
	*letters = sizeof names / sizeof *names;
	*state = SCARD_SPECIFIC;
	*protocol = SCARD_PROTOCOL_T1;
	if (out && *n >= sizeof atr)
		memcpy(out, atr, sizeof atr);
	*n = sizeof atr;
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardTransmit(SCARDHANDLE card, LPCSCARD_IO_REQUEST how, LPCBYTE send, DWORD sent, LPSCARD_IO_REQUEST back, LPBYTE out, LPDWORD n) {
	if (*n < 2)
		return SCARD_E_INSUFFICIENT_BUFFER;
	out[0] = 0x6A; /* ISO 7816-4 §5.6: no such application */
	out[1] = 0x82;
	*n = 2;
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardGetAttrib(SCARDHANDLE card, DWORD what, LPBYTE out, LPDWORD n) {
	return ERROR_NOT_SUPPORTED;
}
LONG WINAPI SCardControl(SCARDHANDLE card, DWORD code, LPCVOID in, DWORD given, LPVOID out, DWORD room, LPDWORD n) {
	*n = 0;
	return ERROR_NOT_SUPPORTED;
}
