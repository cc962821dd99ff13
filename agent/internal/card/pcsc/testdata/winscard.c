/* A winscard.dll with two readers, for the tests: that the structures and the calling
 * convention of package pcsc are those that a C compiler makes of Windows' own
 * headers. Each function answers wrongly when it was called wrongly. */
#include <windows.h>
#include <winscard.h>
#include <string.h>

#define CONTEXT ((SCARDCONTEXT)0xCD0000000000ABCDull)
#define HANDLE_OF_CARD ((SCARDHANDLE)0xEF00000000001234ull)

static const WCHAR names[] = L"Invented Reader 0\0Invented L\u00e4ser 1\0";
static const BYTE atr[] = {0x3B, 0x80, 0x01, 0x81};
static int begun, ended, reset;

LONG WINAPI SCardEstablishContext(DWORD scope, LPCVOID a, LPCVOID b, LPSCARDCONTEXT context) {
	if (scope != SCARD_SCOPE_SYSTEM || a || b || !context) return SCARD_E_INVALID_PARAMETER;
	*context = CONTEXT;
	return SCARD_S_SUCCESS;
}
LONG WINAPI SCardReleaseContext(SCARDCONTEXT context) { return context == CONTEXT && reset ? SCARD_S_SUCCESS : SCARD_E_INVALID_HANDLE; }
LONG WINAPI SCardCancel(SCARDCONTEXT context) { return context == CONTEXT ? SCARD_S_SUCCESS : SCARD_E_INVALID_HANDLE; }

LONG WINAPI SCardListReadersW(SCARDCONTEXT context, LPCWSTR groups, LPWSTR out, LPDWORD length) {
	if (context != CONTEXT || groups) return SCARD_E_INVALID_HANDLE;
	if (*length < sizeof names / sizeof *names) return SCARD_E_INSUFFICIENT_BUFFER;
	memcpy(out, names, sizeof names);
	*length = sizeof names / sizeof *names;
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardGetStatusChangeW(SCARDCONTEXT context, DWORD wait, LPSCARD_READERSTATEW states, DWORD count) {
	if (context != CONTEXT || wait != 0 || count != 2) return SCARD_E_INVALID_PARAMETER;
	if (wcscmp(states[0].szReader, names) || wcscmp(states[1].szReader, names + wcslen(names) + 1)) return SCARD_E_UNKNOWN_READER;
	if (states[0].dwCurrentState || states[1].dwCurrentState) return SCARD_E_INVALID_VALUE;
	states[0].dwEventState = SCARD_STATE_CHANGED | SCARD_STATE_EMPTY | 3 << 16;
	states[1].dwEventState = SCARD_STATE_CHANGED | SCARD_STATE_PRESENT | 0xFFFEu << 16;
	states[1].cbAtr = sizeof atr;
	memcpy(states[1].rgbAtr, atr, sizeof atr);
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardConnectW(SCARDCONTEXT context, LPCWSTR reader, DWORD share, DWORD protocols, LPSCARDHANDLE card, LPDWORD protocol) {
	if (context != CONTEXT) return SCARD_E_INVALID_HANDLE;
	if (wcscmp(reader, names + wcslen(names) + 1)) return SCARD_E_UNKNOWN_READER;
	if (share != SCARD_SHARE_SHARED || protocols != SCARD_PROTOCOL_Tx) return SCARD_E_PROTO_MISMATCH;
	*card = HANDLE_OF_CARD;
	*protocol = SCARD_PROTOCOL_T1;
	return SCARD_S_SUCCESS;
}
LONG WINAPI SCardReconnect(SCARDHANDLE card, DWORD share, DWORD protocols, DWORD what, LPDWORD protocol) { return SCARD_F_UNKNOWN_ERROR; }
LONG WINAPI SCardDisconnect(SCARDHANDLE card, DWORD what) {
	if (card != HANDLE_OF_CARD || !ended) return SCARD_E_INVALID_HANDLE;
	reset = what == SCARD_RESET_CARD;
	return SCARD_S_SUCCESS;
}
LONG WINAPI SCardBeginTransaction(SCARDHANDLE card) { begun = card == HANDLE_OF_CARD; return begun ? SCARD_S_SUCCESS : SCARD_E_INVALID_HANDLE; }
LONG WINAPI SCardEndTransaction(SCARDHANDLE card, DWORD what) {
	ended = card == HANDLE_OF_CARD && begun && what == SCARD_LEAVE_CARD;
	return ended ? SCARD_S_SUCCESS : SCARD_E_NOT_TRANSACTED;
}

LONG WINAPI SCardStatusW(SCARDHANDLE card, LPWSTR reader, LPDWORD length, LPDWORD state, LPDWORD protocol, LPBYTE out, LPDWORD size) {
	const WCHAR *name = names + wcslen(names) + 1;
	if (card != HANDLE_OF_CARD) return SCARD_E_INVALID_HANDLE;
	if (*length < wcslen(name) + 2 || *size < sizeof atr || *size > 36) return SCARD_E_INSUFFICIENT_BUFFER;
	memcpy(reader, name, (wcslen(name) + 2) * sizeof *name);
	*length = wcslen(name) + 2;
	*state = SCARD_SPECIFIC;
	*protocol = SCARD_PROTOCOL_T1;
	memcpy(out, atr, sizeof atr);
	*size = sizeof atr;
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardTransmit(SCARDHANDLE card, LPCSCARD_IO_REQUEST request, LPCBYTE command, DWORD length, LPSCARD_IO_REQUEST back, LPBYTE out, LPDWORD size) {
	if (card != HANDLE_OF_CARD || !begun || back) return SCARD_E_NOT_TRANSACTED;
	if (request->dwProtocol != SCARD_PROTOCOL_T1 || request->cbPciLength != sizeof(SCARD_IO_REQUEST)) return SCARD_E_PROTO_MISMATCH;
	if (*size < length + 2) return SCARD_E_INSUFFICIENT_BUFFER;
	memcpy(out, command, length);
	out[length] = 0x90;
	out[length + 1] = 0x00;
	*size = length + 2;
	return SCARD_S_SUCCESS;
}

LONG WINAPI SCardGetAttrib(SCARDHANDLE card, DWORD which, LPBYTE out, LPDWORD length) {
	static const BYTE version[] = {0x04, 0x00, 0x02, 0x01};
	if (card != HANDLE_OF_CARD || *length < 16) return SCARD_E_INVALID_HANDLE;
	switch (which) {
	case SCARD_ATTR_VENDOR_NAME: memcpy(out, "Invented", 9); *length = 9; return SCARD_S_SUCCESS;
	case SCARD_ATTR_VENDOR_IFD_VERSION: memcpy(out, version, 4); *length = 4; return SCARD_S_SUCCESS;
	}
	return ERROR_NOT_SUPPORTED;
}

LONG WINAPI SCardControl(SCARDHANDLE card, DWORD code, LPCVOID in, DWORD sent, LPVOID out, DWORD room, LPDWORD length) {
	static const BYTE features[] = {0x06, 4, 0x00, 0x31, 0x36, 0xB0};
	if (card != HANDLE_OF_CARD || code != SCARD_CTL_CODE(3400) || sent || room < sizeof features) return ERROR_INVALID_FUNCTION;
	memcpy(out, features, sizeof features);
	*length = sizeof features;
	return SCARD_S_SUCCESS;
}
