/* Signs again and again with a PKCS #11 module, with nothing around the calls, and
 * prints how many nanoseconds one signature took: what pkcs11-tool does when it signs
 * (C_SignInit, C_Sign), in C, without its start.
 *
 *	direct MODULE PIN-FILE TIMES        in one process
 *	direct MODULE PIN-FILE TIMES apart  the module in a child, asked over pipes
 *
 * The token is the first that is initialised, the key the first private one; RSA with
 * SHA-256. Linux with 64 bits. Written after the text of PKCS #11 v2.40.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef unsigned long ulong;
struct attribute { ulong type; void *value; ulong length; };
struct mechanism { ulong type; void *parameter; ulong length; };
struct functions { unsigned char version[8]; ulong (*call[68])(); };

static void must(ulong code, const char *what) {
	if (code != 0) {
		fprintf(stderr, "direct: %s: %#lx\n", what, code);
		exit(1);
	}
}

static const unsigned char data[] = "32 bytes that are signed again ..";
static struct timespec start;

/* begin starts the clock when the first signature is made, which warms up. */
static void begin(long i) {
	if (i == 0)
		clock_gettime(CLOCK_MONOTONIC, &start);
}

static void tell(long times) {
	struct timespec end;
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("%ld\n", ((end.tv_sec - start.tv_sec) * 1000000000L + end.tv_nsec - start.tv_nsec) / times);
}

/* ask is the parent: it sends what is to be signed, and waits for the signature. */
static int ask(int out, int in, long times) {
	unsigned char signature[1024];
	for (long i = -1; i < times; i++) {
		begin(i);
		if (write(out, data, sizeof data - 1) < 0 || read(in, signature, sizeof signature) <= 0)
			return 1;
	}
	tell(times);
	close(out);
	wait(NULL);
	return 0;
}

int main(int argc, char **argv) {
	if (argc != 4 && argc != 5)
		return 2;
	long times = atol(argv[3]);
	int asked[2], answers[2], apart = argc == 5;
	if (apart) {
		if (pipe(asked) != 0 || pipe(answers) != 0)
			return 1;
		pid_t child = fork();
		if (child < 0)
			return 1;
		close(asked[child == 0]);
		close(answers[child != 0]);
		if (child != 0)
			return ask(asked[1], answers[0], times);
	}
	void *module = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
	if (module == NULL) {
		fprintf(stderr, "direct: %s\n", dlerror());
		return 1;
	}
	ulong (*get)(struct functions **) = (ulong (*)(struct functions **))dlsym(module, "C_GetFunctionList");
	struct functions *f;
	must(get(&f), "C_GetFunctionList");
	must(f->call[0](NULL), "C_Initialize");

	char pin[256];
	FILE *in = fopen(argv[2], "r");
	if (in == NULL || fgets(pin, sizeof pin, in) == NULL)
		return 1;
	fclose(in);
	pin[strcspn(pin, "\n")] = 0;

	ulong slots[64], count = 64, session = 0, key = 0, found = 0;
	must(f->call[4](1, slots, &count), "C_GetSlotList");
	for (ulong i = 0; i < count && session == 0; i++) {
		unsigned char token[208];
		must(f->call[6](slots[i], token), "C_GetTokenInfo");
		if (*(ulong *)(token + 96) & 0x400)
			must(f->call[12](slots[i], 4UL, NULL, NULL, &session), "C_OpenSession");
	}
	must(f->call[18](session, 1UL, pin, strlen(pin)), "C_Login");
	ulong class = 3, type = 0;
	struct attribute template[] = {{0, &class, sizeof class}, {0x100, &type, sizeof type}};
	must(f->call[26](session, template, 2UL), "C_FindObjectsInit");
	must(f->call[27](session, &key, 1UL, &found), "C_FindObjects");
	must(f->call[28](session), "C_FindObjectsFinal");
	must(found != 1, "no key");

	struct mechanism how = {0x40, NULL, 0};
	unsigned char input[sizeof data], signature[1024];
	memcpy(input, data, sizeof data);
	for (long i = -1; apart || i < times; i++) {
		if (!apart)
			begin(i);
		else if (read(asked[0], input, sizeof data - 1) <= 0)
			break;
		ulong n = sizeof signature;
		must(f->call[42](session, &how, key), "C_SignInit");
		must(f->call[43](session, input, sizeof data - 1, signature, &n), "C_Sign");
		if (apart && write(answers[1], signature, n) < 0)
			break;
	}
	if (!apart)
		tell(times);
	f->call[1](NULL);
	return 0;
}
