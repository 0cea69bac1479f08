/* Many clients at once, and who bears which identifier. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"

struct connection **open_clients(int count, const char *prefix, const struct behaviour *behaviour)
{
	struct connection **clients = calloc((size_t)count, sizeof *clients);
	uint64_t end = now_ns() + (uint64_t)(options.patience * 1e9);
	int opened = 0, ready = 0;
	while (ready < count) {
		for (; opened < count && opened - ready < options.protocol->most_opening; opened++) {
			char name[32];
			snprintf(name, sizeof name, "%s%d", prefix, opened);
			clients[opened] = open_connection(opened, strdup(name), behaviour, options.port);
		}
		turn(100);
		/* They become ready in about the order of opening. */
		while (ready < opened && clients[ready]->is_ready)
			ready++;
		if (now_ns() > end)
			fail("only %d of %d clients were ready after %.0f s", ready, count, options.patience);
	}
	return clients;
}

int number_in(const uint8_t *name, size_t size)
{
	int number = 0;
	for (size_t i = 1; i < size; i++)
		number = number * 10 + name[i] - '0';
	return number;
}

static int *identifiers, known;

static void learn(struct connection *connection, const uint8_t *name, size_t size, int id)
{
	int number = number_in(name, size);
	(void)connection;
	known += identifiers[number] < 0;
	identifiers[number] = id;
}

struct connection **open_named_clients(int count, const struct behaviour *behaviour)
{
	uint64_t end = now_ns() + (uint64_t)(options.patience * 1e9);
	identifiers = malloc((size_t)count * sizeof *identifiers);
	memset(identifiers, 0xff, (size_t)count * sizeof *identifiers);
	tally.joined = learn;
	struct connection **clients = open_clients(count, "m", behaviour);
	while (options.protocol->has_identifiers && known < count) {
		turn(100);
		if (now_ns() > end)
			fail("only %d of %d clients were announced", known, count);
	}
	tally.joined = NULL;
	for (int i = 0; i < count; i++)
		clients[i]->id = identifiers[i];
	free(identifiers);
	return clients;
}
