/*
 * Joins: so many members stay, and a number of joiners come and go all the time. A joiner connects, registers, gets its
 * whole list, waits until the observer (the first member) was told of it, leaves, and comes again once the observer
 * was told of that too: one cycle.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "load.h"

struct joiner {
	struct connection *connection;
	char name[16];
	int id;
	char has_list, is_announced;
};

static struct joiner *joiners;
static uint64_t cycles;
static int is_coming; /* joiners that have left come again */
static int present;
static int *joiner_of; /* by identifier, where departures bear no name; -1: none */

static void on_ready(struct connection *);

static const struct behaviour joining = {.ready = on_ready};
static const struct behaviour member = {0};

static void come(struct joiner *joiner)
{
	joiner->has_list = joiner->is_announced = 0;
	joiner->connection = open_connection(1, joiner->name, &joining, options.port);
	joiner->connection->own = joiner;
	present++;
}

static void leave_when_done(struct joiner *joiner)
{
	if (!joiner->has_list || !joiner->is_announced)
		return;
	struct connection *connection = joiner->connection;
	joiner->connection = NULL;
	close_connection(connection);
}

static void on_ready(struct connection *connection)
{
	struct joiner *joiner = connection->own;
	joiner->has_list = 1;
	leave_when_done(joiner);
}

static void on_joined(struct connection *observer, const uint8_t *name, size_t size, int id)
{
	if (observer->number != 0 || size < 2 || name[0] != 'j')
		return;
	int number = number_in(name, size);
	joiner_of[(uint16_t)id] = number;
	joiners[number].is_announced = 1;
	leave_when_done(&joiners[number]);
}

static void on_left(struct connection *observer, const uint8_t *name, size_t size, int id)
{
	if (observer->number != 0)
		return;
	int number = name != NULL && name[0] == 'j' ? number_in(name, size) : joiner_of[(uint16_t)id];
	if (number < 0)
		return;
	joiner_of[(uint16_t)id] = -1;
	present--;
	cycles++;
	if (is_coming)
		come(&joiners[number]);
}

static void run_until(uint64_t end)
{
	while (now_ns() < end)
		turn(100);
}

void play_joins(void)
{
	joiner_of = malloc(65536 * sizeof *joiner_of);
	memset(joiner_of, 0xff, 65536 * sizeof *joiner_of);
	open_clients(options.clients, "m", &member);
	tally.joined = on_joined;
	tally.left = on_left;
	is_coming = 1;
	joiners = calloc((size_t)options.joiners, sizeof *joiners);
	for (int i = 0; i < options.joiners; i++) {
		snprintf(joiners[i].name, sizeof joiners[i].name, "j%d", i);
		come(&joiners[i]);
	}
	run_until(now_ns() + (uint64_t)(options.warm_up * 1e9));
	uint64_t before = cycles;
	begin_interval();
	run_until(now_ns() + (uint64_t)(options.seconds * 1e9));
	struct interval interval = end_interval();
	uint64_t measured = cycles - before;
	is_coming = 0;
	uint64_t end = now_ns() + (uint64_t)(options.patience * 1e9);
	while (present > 0 && now_ns() < end)
		turn(100);
	printf("{\"joins\":%llu,\"expected\":%llu,\"delivered\":%llu,", (unsigned long long)measured,
	       (unsigned long long)(cycles + (uint64_t)present), (unsigned long long)cycles);
	print_interval(&interval);
	printf("}\n");
}
