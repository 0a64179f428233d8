/*
 * record.c - entries of the record, many of them, and the limit of verifying
 *
 *     record fill N STREAMS     SQL for so many entries and their heads
 *     record hash N STREAMS     hashes the same bytes, each as often as verify
 *                               must; prints entries a second
 * An entry in three is long, as acceptances are; in ten, one has before and
 * after.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/audit_entry.h"
#include "core/merkle.h"
#include "io/secret.h"

enum { ROWS = 500, FIRST = 100000 };
static const char hex[] =
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

static struct audit_entry
entry_of(struct arena *mem, long i, long stream, long seq, const char *prev)
{
	struct audit_entry e = { .stream = stream,
		.seq = seq,
		.format = AUDIT_FORMAT,
		.at = str_fmt(mem, "2026-%02ld-%02ld %02ld:%02ld:%02ld.%06ld",
		    1 + i / 100000 % 12, 1 + i / 3000 % 28, i / 125 % 24,
		    i / 7 % 60, i % 60, i % 1000000),
		.person_id = 1 + i % 20000,
		.role = i % 2 == 0 ? "clerk" : "head",
		.act = i % 3 == 0 ? "accept" : "save",
		.object = "report",
		.object_id = FIRST + i % 200000,
		.request = str_fmt(mem, "6b0a%04lx-524e-%lx", i % 65536, i),
		.address = str_fmt(mem, "10.%ld.%ld.7", i % 200, i / 200 % 200),
		.address_salt = "ffeeddccbbaa99887766554433221100",
		.salt = "00112233445566778899aabbccddeeff",
		.detail = i % 3 == 0 ? str_fmt(mem, "revision=%ld; sha=%s",
					   1 + i % 3, hex) :
				       str_fmt(mem, "cells=%ld", i % 300),
		.prev = prev };

	if (i % 10 == 0) {
		e.was = "{\"due\":\"2026-09-18\"}";
		e.became = "{\"due\":\"2026-09-25\"}";
	}
	e.body_sha = audit_body_sha(mem, &e);
	e.hash = audit_entry_hash(mem, &e);
	return e;
}

static void
print(const struct audit_entry *e, bool first)
{
	printf("%s(%ld,%ld,3,'%s',%ld,0,'%s','%s','%s',%ld,'%s','%s','%s','%s',"
	       "'%s',"
	       "%s%s%s,%s%s%s,'%s','%s','%s')",
	    first ? "INSERT INTO audit (stream,seq,format,at,person_id,"
		    "behalf_id,role,act,object,object_id,request,address,"
		    "address_salt,salt,"
		    "detail,was,became,body_sha,prev,hash) VALUES " :
		    ",",
	    e->stream, e->seq, e->at, e->person_id, e->role, e->act, e->object,
	    e->object_id, e->request, e->address, e->address_salt, e->salt,
	    e->detail, e->was == NULL ? "" : "'",
	    e->was == NULL ? "NULL" : e->was, e->was == NULL ? "" : "'",
	    e->became == NULL ? "" : "'",
	    e->became == NULL ? "NULL" : e->became,
	    e->became == NULL ? "" : "'", e->body_sha, e->prev, e->hash);
}

/* Stream after stream, so that the chains need no memory. */
static void
fill(long n, long streams)
{
	struct arena *mem = arena_new();
	char prev[MERKLE_HEX + 1];
	long i = 0;

	puts("SET foreign_key_checks = 0; SET autocommit = 0;");
	for (long s = 1; s <= streams; s++) {
		long len = n / streams;
		snprintf(prev, sizeof prev, "%s", AUDIT_NONE);
		for (long seq = 1; seq <= len; seq++, i++) {
			struct audit_entry e =
			    entry_of(mem, i, FIRST + s, seq, prev);
			print(&e, (seq - 1) % ROWS == 0);
			if (seq % ROWS == 0 || seq == len)
				puts(";");
			snprintf(prev, sizeof prev, "%s", e.hash);
			arena_reset(mem, 0);
		}
		printf("INSERT INTO audit_head (stream, seq, hash)"
		       " VALUES (%ld,%ld,'%s');\n",
		    FIRST + s, len, prev);
		if (s % 100 == 0)
			puts("COMMIT;");
	}
	puts("COMMIT;");
	arena_free(mem);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t
put(char *to, const char *s)
{
	return s == NULL ? (size_t)sprintf(to, "-") :
			   (size_t)sprintf(to, "%zu:%s", strlen(s), s);
}

enum { HASHES = 3 };

/* The bytes that an entry's hashes are made of, one after the other. */
static void
bytes_of(const struct audit_entry *e, char *to, size_t len[HASHES])
{
	char *at = to;

	at += put(at, e->address_salt);
	at += put(at, e->address);
	len[0] = (size_t)(at - to);
	char *then = at;
	at += put(at, e->salt);
	at += put(at, hex); /* as long as the hash of the address */
	at += put(at, e->detail);
	at += put(at, e->was);
	at += put(at, e->became);
	len[1] = (size_t)(at - then);
	then = at;
	at += sprintf(at, "v3|%ld|%ld|%ld|%ld|%ld|", e->stream, e->seq,
	    e->person_id, e->behalf_id, e->object_id);
	at += put(at, e->at);
	at += put(at, e->act);
	at += put(at, e->object);
	at += put(at, e->role);
	at += put(at, e->request);
	at += put(at, e->body_sha);
	at += put(at, e->prev);
	len[2] = (size_t)(at - then);
}

/* A thousand different entries in memory, hashed again and again. */
static void
hash(long n)
{
	enum { SET = 1000, MAX = 2000 };
	static char bytes[SET][MAX];
	static size_t len[SET][HASHES];
	struct arena *mem = arena_new();
	struct merkle m = { 0 };
	char is[MERKLE_HEX + 1];

	for (long i = 0; i < SET; i++) {
		struct audit_entry e = entry_of(mem, i, FIRST, i + 1, hex);
		bytes_of(&e, bytes[i], len[i]);
		secret_sha256_into(bytes[i] + len[i][0] + len[i][1], len[i][2],
		    is);
		if (strcmp(is, e.hash) != 0)
			errx(1, "these are not the bytes of entry %ld", i);
	}
	double began = now();
	for (long i = 0; i < n; i++) {
		const char *at = bytes[i % SET];
		for (int k = 0; k < HASHES; k++) {
			secret_sha256_into(at, len[i % SET][k], is);
			at += len[i % SET][k];
		}
		merkle_add(&m, is); /* its leaf, and a node on the average */
	}
	printf("%.0f\n", (double)n / (now() - began));
	arena_free(mem);
}

int
main(int argc, char **argv)
{
	if (argc != 4)
		errx(2, "usage: record fill|hash N STREAMS");
	long n = atol(argv[2]), streams = atol(argv[3]);
	if (strcmp(argv[1], "fill") == 0)
		fill(n, streams);
	else
		hash(n);
	return 0;
}
