/* Idle clients: the server's memory before and after so many have registered, and have been quiet for a while. */
#include <stdio.h>

#include "load.h"

static const struct behaviour client = {0};

static void rest(int seconds)
{
	uint64_t end = now_ns() + (uint64_t)seconds * 1000000000u;
	while (now_ns() < end)
		turn(100);
}

void play_idle(void)
{
	rest(2);
	long before = resident_kib(options.server_pid);
	begin_interval();
	open_clients(options.clients, "m", &client);
	struct interval interval = end_interval();
	rest(options.rest);
	long after = resident_kib(options.server_pid);
	printf("{\"clients\":%d,\"before\":%ld,\"after\":%ld,", options.clients, before, after);
	print_interval(&interval);
	printf("}\n");
}
