/* A program that runs until it is ended. */
#include <windows.h>

int main(void) {
	for (;;)
		Sleep(1000);
}
