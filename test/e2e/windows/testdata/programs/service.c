/* A service that runs until it is told to stop. */
#include <windows.h>

static SERVICE_STATUS_HANDLE handle;
static HANDLE stop;

static void tell(DWORD state) {
	SERVICE_STATUS s = {SERVICE_WIN32_OWN_PROCESS, state, SERVICE_ACCEPT_STOP, 0, 0, 0, 0};
	SetServiceStatus(handle, &s);
}

static void WINAPI control(DWORD what) {
	if (what == SERVICE_CONTROL_STOP)
		SetEvent(stop);
}

static void WINAPI serve(DWORD n, LPWSTR *names) {
	handle = RegisterServiceCtrlHandlerW(names[0], control);
	tell(SERVICE_RUNNING);
	WaitForSingleObject(stop, INFINITE);
	tell(SERVICE_STOPPED);
}

int main(void) {
	SERVICE_TABLE_ENTRYW table[] = {{L"", serve}, {NULL, NULL}};
	stop = CreateEventW(NULL, TRUE, FALSE, NULL);
	return StartServiceCtrlDispatcherW(table) ? 0 : 1;
}
