/* Writes down what it was started with, in C:\noted.txt, whole or not at all. */
#include <stdio.h>
#include <windows.h>

int main(int n, char **args) {
	FILE *f = fopen("C:\\noted.part", "w");
	if (f == NULL)
		return 1;
	for (int i = 1; i < n; i++)
		fprintf(f, "%s\n", args[i]);
	if (fclose(f) != 0)
		return 2;
	return MoveFileA("C:\\noted.part", "C:\\noted.txt") ? 0 : 3;
}
