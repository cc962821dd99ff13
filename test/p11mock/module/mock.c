/* A PKCS #11 module that behaves as it is told to, for tests of those that load one.
 * P11MOCK in the environment holds words with commas between them: what goes wrong,
 * and where. Without words it is a module with one slot, one token, one RSA key and
 * its certificate, which signs for real.
 *
 * Written after the text of PKCS #11 v2.40; only what is used here is declared. The
 * key and the certificate are made by whoever builds it (key.h).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#define EXPORT __declspec(dllexport)
#define pause_for(ms) Sleep(ms)
#pragma pack(push, 1)
#else
#include <signal.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>
#include <unistd.h>
#define EXPORT __attribute__((visibility("default")))
#define pause_for(ms) usleep((ms) * 1000)
#endif

#include "key.h" /* modulus[], exponent[], certificate[], KEY_BYTES */

typedef unsigned long ulong;
typedef unsigned char byte;

struct version { byte major, minor; };
struct info { struct version cryptoki; byte manufacturer[32]; ulong flags; byte description[32]; struct version library; };
struct slot_info { byte description[64], manufacturer[32]; ulong flags; struct version hardware, firmware; };
struct token_info {
	byte label[32], manufacturer[32], model[16], serial[16];
	ulong flags, counts[4], max_pin, min_pin, memory[4];
	struct version hardware, firmware;
	byte time[16];
};
struct mechanism_info { ulong min, max, flags; };
struct attribute { ulong type; void *value; ulong length; };
struct mechanism { ulong type; void *parameter; ulong length; };
struct functions { struct version version; void *entry[68]; };

#ifdef _WIN32
#pragma pack(pop)
#endif

enum { OK = 0, GENERAL = 5, NO_EVENT = 8, CANT_LOCK = 0xa, TYPE_INVALID = 0x12, REMOVED = 0x32, PIN_INCORRECT = 0xa0,
	PIN_LOCKED = 0xa4, NOT_PRESENT = 0xe0, NOT_LOGGED_IN = 0x101, TOO_SMALL = 0x150 };

#ifndef WORDS
#define WORDS ""
#endif
static const char *words = WORDS;
static int tries = 3, logged_in, own_login, found, polled;
static ulong class_sought;

static int told(const char *word) {
	size_t n = strlen(word);
	for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
		if ((p == words || p[-1] == ',') && (p[n] == 0 || p[n] == ','))
			return 1;
	return 0;
}

static void pad(byte *to, size_t n, const char *text) {
	memset(to, ' ', n);
	memcpy(to, text, strlen(text) < n ? strlen(text) : n);
}

static volatile int sink;
static int sink_down(volatile int *p, int n) {
	volatile int here[4096];
	here[n % 4096] = n + *p;
	return sink_down(here, n + 1) + here[0];
}

/* what goes wrong at a place: crash-PLACE, hang-PLACE, ... */
static void fail_at(const char *place) {
	char word[64];
#define DO(what) (snprintf(word, sizeof word, what "-%s", place), told(word))
	if (DO("crash"))
		*(volatile int *)8 = 1;
	if (DO("jump"))
		((void (*)(void))(uintptr_t)16)();
	if (DO("abort"))
		abort();
	if (DO("exit"))
		exit(0);
	if (DO("fail"))
		exit(3);
	if (DO("overflow"))
		sink = sink_down(&sink, 0);
	if (DO("hang"))
		for (;;)
			pause_for(50);
	if (DO("spin"))
		for (;;)
			sink++;
	if (DO("slow"))
		pause_for(300);
	if (DO("eat"))
		for (;;) {
			byte *p = malloc(1 << 24);
			if (p == NULL)
				abort();
			memset(p, 1, 1 << 24);
		}
	if (DO("print")) {
		fwrite("\x00\x00\x00\x08garbage\n\x1b[2J\n", 1, 17, stdout);
		fflush(stdout);
		fprintf(stderr, "module: a word on stderr\n");
	}
	if (DO("flood"))
		for (;;) {
			fputs("garbage garbage garbage garbage garbage garbage garbage\n", stdout);
			fputs("garbage garbage garbage garbage garbage garbage garbage\n", stderr);
		}
	if (DO("read")) {
		char line[16];
		if (fgets(line, sizeof line, stdin) != NULL)
			exit(4); /* it took what was not for it */
	}
#ifdef _WIN32
	if (DO("dialog"))
		MessageBoxA(NULL, "Please insert the installation disk", "Nowhere Cards", MB_OK);
#else
	if (DO("close"))
		for (int i = 3; i < 1024; i++)
			close(i);
	if (DO("scribble"))
		for (int i = 3; i < 64; i++)
			if (write(i, "\xff\xff\xff\xff{{{{{{{{{{{{{{{{", 20) < 0)
				continue;
	if (DO("fork") && fork() == 0)
		for (;;)
			pause_for(50);
	if (DO("ignore"))
		for (int i = 1; i < 32; i++)
			signal(i, SIG_IGN);
	if (DO("cores")) {
		struct rlimit limit;
		if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0)
			exit(5);
#ifdef __linux__
		if (prctl(PR_GET_DUMPABLE) != 0)
			exit(6);
		if (getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur > 1UL << 30)
			exit(7);
#endif
	}
#endif
}

static ulong initialize(void *args) {
	fail_at("init");
	if (args != NULL)
		return CANT_LOCK; /* who gives arguments wants locks */
	if (told("refuse-init"))
		return GENERAL;
	return OK;
}

static ulong finalize(void *reserved) {
	(void)reserved;
	fail_at("final");
	return OK;
}

static ulong get_info(struct info *out) {
	fail_at("info");
	out->cryptoki.major = 2;
	out->cryptoki.minor = 40;
	pad(out->manufacturer, 32, "Nowhere Cards");
	out->flags = 0;
	pad(out->description, 32, told("hostile") ? "\x1b[31mred\xff\xe2\x80\xae" : "A module for tests");
	out->library.major = 1;
	out->library.minor = 5;
	return OK;
}

static ulong get_slot_list(byte present, ulong *list, ulong *count) {
	fail_at("slots");
	if (told("many-slots")) {
		*count = 0xffffffff;
		return OK;
	}
	ulong n = told("no-reader") || (present && told("no-card")) ? 0 : 1;
	if (told("hundred-slots"))
		n = 100;
	if (list == NULL) {
		*count = n;
		return OK;
	}
	if (told("overrun-slots")) {
		list[0] = list[1] = 0;
		return OK;
	}
	if (told("more-slots")) {
		list[0] = 0;
		*count = 9;
		return OK;
	}
	if (told("grow-slots")) {
		*count = 2;
		return TOO_SMALL;
	}
	for (ulong i = 0; i < n && i < *count; i++)
		list[i] = i;
	*count = n;
	return OK;
}

static ulong get_slot_info(ulong slot, struct slot_info *out) {
	fail_at("slot");
	memset(out, 0, sizeof *out);
	pad(out->description, 64, "A reader for tests");
	pad(out->manufacturer, 32, "Nowhere Readers");
	out->flags = 2 | 4 | (told("no-card") ? 0 : 1);
	(void)slot;
	return OK;
}

static ulong get_token_info(ulong slot, struct token_info *out) {
	fail_at("token");
	(void)slot;
	if (told("no-card"))
		return NOT_PRESENT;
	memset(out, 0xff, sizeof *out);
	pad(out->label, 32, "A. Nobody");
	pad(out->manufacturer, 32, "Nowhere Cards");
	pad(out->model, 16, "Test");
	pad(out->serial, 16, "0000111122223333");
	out->flags = 0x4 | 0x8 | 0x400;
	if (tries < 3)
		out->flags |= 0x10000;
	if (tries == 1 || told("last-try"))
		out->flags |= 0x20000;
	if (tries <= 0 || told("locked"))
		out->flags |= 0x40000;
	if (told("pinpad"))
		out->flags |= 0x100;
	out->max_pin = told("no-lengths") ? 0 : 8;
	out->min_pin = told("no-lengths") ? 0 : 6;
	return OK;
}

static ulong get_mechanism_list(ulong slot, ulong *list, ulong *count) {
	fail_at("mechanisms");
	(void)slot;
	if (list != NULL)
		list[0] = 1;
	if (list != NULL && !told("raw"))
		list[1] = 0x40; /* a lie: it cannot hash */
	*count = told("raw") ? 1 : 2;
	return OK;
}

static ulong get_mechanism_info(ulong slot, ulong type, struct mechanism_info *out) {
	(void)slot;
	(void)type;
	out->min = 1024;
	out->max = 2048;
	out->flags = 0x800 | 0x2000;
	return OK;
}

static ulong open_session(ulong slot, ulong flags, void *app, void *notify, ulong *session) {
	fail_at("open");
	(void)slot;
	(void)app;
	(void)notify;
	if (!(flags & 4))
		return 0xb4;
	*session = 77;
	return told("removed") ? REMOVED : OK;
}

static ulong close_session(ulong session) {
	fail_at("close-session");
	(void)session;
	logged_in = 0;
	return OK;
}

static ulong login(ulong session, ulong user, byte *pin, ulong n) {
	(void)session;
	fail_at("login");
	if (tries <= 0 || told("locked-login"))
		return PIN_LOCKED;
	if (told("pinpad") && pin == NULL)
		return OK;
	if (n != 6 || memcmp(pin, user == 2 && told("other-pin") ? "654321" : "135724", 6) != 0) {
		tries--;
		return tries <= 0 ? PIN_LOCKED : PIN_INCORRECT;
	}
	tries = 3;
	if (user == 2)
		own_login = 1;
	else
		logged_in = 1;
	return OK;
}

static ulong logout(ulong session) {
	(void)session;
	logged_in = 0;
	return OK;
}

static ulong find_init(ulong session, struct attribute *template, ulong n) {
	fail_at("find");
	(void)session;
	class_sought = n > 0 && template[0].type == 0 ? *(ulong *)template[0].value : 0;
	found = 0;
	return OK;
}

static ulong find(ulong session, ulong *list, ulong room, ulong *count) {
	(void)session;
	if (told("find-forever")) {
		for (ulong i = 0; i < room; i++)
			list[i] = i;
		*count = room;
		return OK;
	}
	if (told("find-more")) {
		*count = room + 1;
		return OK;
	}
	*count = 0;
	if (!found && (class_sought == 1 || (class_sought == 3 && logged_in))) {
		list[0] = class_sought;
		*count = 1;
		found = 1;
	}
	return OK;
}

static ulong find_final(ulong session) {
	(void)session;
	return OK;
}

static ulong value(struct attribute *a, const void *from, ulong n) {
	if (told("long-value"))
		n = 0x7ffffff0;
	if (a->value == NULL) {
		a->length = n;
		return OK;
	}
	if (told("longer-value")) {
		a->length = n + 1;
		return OK;
	}
	if (told("overrun-value")) {
		memset(a->value, 1, a->length + 1);
		return OK;
	}
	if (a->length < n) {
		a->length = -1;
		return TOO_SMALL;
	}
	memcpy(a->value, from, n);
	a->length = n;
	return OK;
}

static ulong get_attributes(ulong session, ulong object, struct attribute *list, ulong n) {
	ulong result = OK, got, kind = 0;
	byte always = told("asks-again");
	(void)session;
	fail_at("attributes");
	for (ulong i = 0; i < n; i++) {
		switch (list[i].type) {
		case 0x003: got = value(&list[i], "A certificate", 13); break;
		case 0x011:
			if (told("bad-certificate"))
				got = value(&list[i], "0000", 4);
			else
				got = value(&list[i], certificate, sizeof certificate);
			break;
		case 0x100: got = value(&list[i], &kind, sizeof kind); break;
		case 0x102: got = value(&list[i], "\x01", 1); break;
		case 0x202:
			if (object == 3) {
				got = value(&list[i], &always, 1);
				break;
			}
			/* fall through */
		default:
			list[i].length = -1;
			got = TYPE_INVALID;
		}
		if (got != OK)
			result = got;
	}
	return result;
}

/* r = a * b mod m, of KEY_BYTES, big-endian: by shifting and adding. */
static void times(byte *r, const byte *a, const byte *b) {
	byte sum[KEY_BYTES + 1] = {0};
	for (int bit = 0; bit < KEY_BYTES * 8; bit++) {
		for (int pass = 0; pass < 2; pass++) {
			unsigned carry = 0;
			if (pass == 1 && !(b[bit / 8] >> (7 - bit % 8) & 1))
				break;
			for (int i = KEY_BYTES; i >= 0; i--) {
				unsigned v = carry + sum[i] + (pass == 0 ? sum[i] : i > 0 ? a[i - 1] : 0);
				sum[i] = (byte)v;
				carry = v >> 8;
			}
			if (sum[0] || memcmp(sum + 1, modulus, KEY_BYTES) >= 0) {
				int borrow = 0;
				for (int i = KEY_BYTES; i >= 0; i--) {
					int v = sum[i] - (i > 0 ? modulus[i - 1] : 0) - borrow;
					borrow = v < 0;
					sum[i] = (byte)v;
				}
			}
		}
	}
	memcpy(r, sum + 1, KEY_BYTES);
}

static ulong mechanism_used;

static ulong sign_init(ulong session, struct mechanism *how, ulong key) {
	(void)session;
	(void)key;
	fail_at("sign-init");
	mechanism_used = how->type;
	own_login = 0;
	return logged_in ? OK : NOT_LOGGED_IN;
}

/* The mock is given what is to be signed with its DigestInfo (RSA-PKCS). */
static ulong sign(ulong session, byte *data, ulong n, byte *out, ulong *length) {
	byte em[KEY_BYTES], r[KEY_BYTES] = {0};
	(void)session;
	fail_at("sign");
	if (told("asks-again") && !own_login)
		return NOT_LOGGED_IN;
	if (mechanism_used != 1 || n > KEY_BYTES - 11)
		return 0x70;
	if (told("long-signature")) {
		*length = 0x7fffffff;
		return OK;
	}
	if (told("empty-signature")) {
		*length = 0;
		return OK;
	}
	if (told("overrun-signature")) {
		memset(out, 1, *length + 1);
		return OK;
	}
	memset(em, 0xff, sizeof em);
	em[0] = 0;
	em[1] = 1;
	em[KEY_BYTES - n - 1] = 0;
	memcpy(em + KEY_BYTES - n, data, n);
	r[KEY_BYTES - 1] = 1;
	for (int bit = 0; bit < KEY_BYTES * 8; bit++) {
		times(r, r, r);
		if (exponent[bit / 8] >> (7 - bit % 8) & 1)
			times(r, r, em);
	}
	if (told("wrong-signature"))
		r[5] ^= 1;
	memcpy(out, r, KEY_BYTES);
	*length = KEY_BYTES;
	return OK;
}

static ulong wait_for_event(ulong flags, ulong *slot, void *reserved) {
	(void)flags;
	(void)reserved;
	fail_at("event");
	if (told("event") && polled++ == 0) {
		*slot = 0;
		return OK;
	}
	return NO_EVENT;
}

static struct functions list;

EXPORT ulong C_GetFunctionList(struct functions **out) {
	fail_at("list");
	memset(&list, 0, sizeof list);
	list.version.major = told("version") ? 9 : 2;
	list.version.minor = 40;
	if (told("null-list")) {
		*out = NULL;
		return OK;
	}
	if (told("wild-list")) {
		*out = (struct functions *)(uintptr_t)0x7fff00001000;
		return OK;
	}
	if (told("refuse-list"))
		return GENERAL;
	*out = &list;
	list.entry[0] = initialize;
	if (told("no-functions"))
		return OK;
	list.entry[1] = finalize;
	list.entry[2] = get_info;
	list.entry[3] = C_GetFunctionList;
	list.entry[4] = get_slot_list;
	list.entry[5] = get_slot_info;
	list.entry[6] = get_token_info;
	list.entry[7] = get_mechanism_list;
	list.entry[8] = get_mechanism_info;
	list.entry[12] = open_session;
	list.entry[13] = close_session;
	list.entry[18] = login;
	list.entry[19] = logout;
	list.entry[24] = get_attributes;
	list.entry[26] = find_init;
	list.entry[27] = find;
	list.entry[28] = find_final;
	list.entry[42] = sign_init;
	list.entry[43] = sign;
	list.entry[67] = wait_for_event;
	return OK;
}

#ifdef _WIN32
BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, LPVOID reserved) {
	static char own[256];
	(void)instance;
	(void)reserved;
	if (reason == DLL_PROCESS_ATTACH) {
		if (GetEnvironmentVariableA("P11MOCK", own, sizeof own) > 0)
			words = own;
		fail_at("load");
		if (told("refuse-load"))
			return FALSE;
	}
	return TRUE;
}
#else
__attribute__((constructor)) static void loaded(void) {
	if (getenv("P11MOCK") != NULL)
		words = getenv("P11MOCK");
	fail_at("load");
}
#endif
